import CounterRandom
import EdgeModel
import Simulation
import Testing

/// Dispatch by queues, task by task: Model section 9.
@Suite struct DispatchTests {
  /// A device and `services.count` servers of so many ms behind links that take 1 s at 1 Mbit/s.
  private func star(
    _ services: [Double], propagationMilliseconds: [Double]? = nil, inputBytes: Double = 125_000
  )
    -> Network
  {
    let layers = [
      Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
      Layer(
        serviceSeconds: services.map { $0 / 1e3 }, inputBytes: inputBytes,
        exit: Chain.profile(stages: 1).exit(ofStage: 1, thresholds: [])),
    ]
    let arcs = services.indices.map {
      Network.Arc(
        tail: 0, head: $0, propagationSeconds: (propagationMilliseconds?[$0] ?? 0) / 1e3)
    }
    return Network(layers: layers, arcs: [arcs])
  }

  /// The visits of `arrivals` at device 0 of `network`, in order of task, in one window.
  private func visits(
    _ network: Network, _ arrivals: [TaskArrival], bitsPerSecond: [Double], linkModel: LinkModel = .queue,
    rule: LeastDelay = LeastDelay(), seed: UInt64 = 1
  ) -> [Visit] {
    var world = World(
      network: network, linkModel: linkModel, profile: Chain.profile(stages: 1), seed: seed, engine: .layers,
      observesQueues: true)
    var journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: seconds(1000), bitsPerSecond: bitsPerSecond), arrivals: arrivals,
      plan: OffloadingPlan.uniform(on: network), dispatch: .leastDelay(rule), observer: &journal)
    return (journal.visits + world.unfinishedVisits(at: seconds(1000))).sorted { $0.task < $1.task }
  }

  private func nodes(_ visits: [Visit]) -> [Int] { visits.map(\.node) }

  /// Servers of 100 ms and 250 ms, links in no time. At 0 s task 0 expects 100 against 250 ms, task 1 200 against 250,
  /// task 2 300 against 250, task 3 300 against 500, task 4 400 against 500; at 0.4 s both are idle.
  @Test func `tasks go where work and service are least, by hand`() {
    let arrivals = (0..<5).map { arrival($0, at: .zero) } + [arrival(5, at: milliseconds(400))]
    let visits = visits(
      star([100, 250], inputBytes: 0), arrivals, bitsPerSecond: [1e6, 1e6])
    #expect(nodes(visits) == [0, 0, 1, 0, 0, 0])
  }

  /// Equal servers of 10 ms; links take 1 s and 0.5 s: task 0 expects 1.01 against 0.51 s, task 1 1.01 against 1.01, which
  /// goes to the lower number, task 2 2.01 against 1.01.
  @Test func `what waits on a link counts, and ties go to the lower number`() {
    let visits = visits(
      star([10, 10]), (0..<3).map { arrival($0, at: .zero) }, bitsPerSecond: [1e6, 2e6])
    #expect(nodes(visits) == [1, 0, 1])
  }

  /// The same where links are pure delays: nobody waits for the faster one, and its server is a matter of 10 ms.
  @Test func `nothing waits on a link that is a pure delay`() {
    let visits = visits(
      star([10, 10]), (0..<3).map { arrival($0, at: .zero) }, bitsPerSecond: [1e6, 2e6], linkModel: .delay)
    #expect(nodes(visits) == [1, 1, 1])
  }

  @Test func `propagation counts`() {
    let visits = visits(
      star([10, 30], propagationMilliseconds: [50, 0], inputBytes: 0), [arrival(0, at: .zero)],
      bitsPerSecond: [1e6, 1e6])
    #expect(nodes(visits) == [1])
  }

  /// The link to the fast server is down: everybody takes the slow one. With both down tasks wait where least waits.
  @Test func `a link in outage is shunned unless all are`() {
    let arrivals = (0..<4).map { arrival($0, at: .zero) }
    #expect(nodes(visits(star([10, 900]), arrivals, bitsPerSecond: [0, 1e6])) == [1, 1, 1, 1])
    let stuck = visits(star([10, 900]), arrivals, bitsPerSecond: [0, 0])
    #expect(nodes(stuck) == [0, 1, 0, 1])
    #expect(stuck.allSatisfy { $0.arrived == nil })
  }

  /// News takes 0.3 s. Servers of 100 and 150 ms: until task 0 is known of, at 0.3 s, all go to the first; then what it had
  /// at 0 s counts: 4 tasks.
  @Test func `old news is what was true then`() {
    let arrivals =
      (0..<4).map { arrival($0, at: .zero) }
      + [arrival(4, at: milliseconds(299)), arrival(5, at: milliseconds(300))]
    let visits = visits(
      star([100, 150], inputBytes: 0), arrivals, bitsPerSecond: [1e6, 1e6],
      rule: LeastDelay(informationDelaySeconds: 0.3))
    #expect(nodes(visits) == [0, 0, 0, 0, 0, 1])
  }

  /// Equal servers reached in no time: sending each task where it starts first is one queue with several servers.
  @Test(arguments: [1, 2, 3])
  func `equal servers are one queue with several servers`(seed: UInt64) {
    var draws = Draws(seed: seed), time = 0.0
    let arrivals = (0..<400).map { task in
      time += draws.exponential(mean: 0.1 / 3 / 0.9)
      return arrival(task, at: SimulationTime(seconds: time))
    }
    var free = [SimulationTime](repeating: .zero, count: 3)
    let started = arrivals.map { arrival in
      let server = free.indices.min { free[$0] < free[$1] } ?? 0
      let start = max(arrival.time, free[server])
      free[server] = start + milliseconds(100)
      return start
    }
    let visits = visits(
      star([100, 100, 100], inputBytes: 0), arrivals, bitsPerSecond: [1e6, 1e6, 1e6])
    #expect(visits.map(\.started) == started)
  }

  @Test func `of two choices all pairs are drawn, and the better one is taken`() {
    let arrivals = (0..<3000).map { arrival($0, at: milliseconds(300 * Int64($0))) }
    let visits = visits(
      star([100, 110, 120, 130], inputBytes: 0), arrivals, bitsPerSecond: [1e6, 1e6, 1e6, 1e6],
      rule: LeastDelay(candidates: .twoDrawn))
    let count = (0..<4).map { node in visits.count { $0.node == node } }
    // The servers are idle: the best of a pair is its faster one, in 3, 2, 1 and 0 of 6 pairs. Three standard deviations.
    for (node, share) in [1.0 / 2, 1.0 / 3, 1.0 / 6, 0].enumerated() {
      let spread = 3 * (3000 * share * (1 - share)).squareRoot()
      #expect(abs(Double(count[node]) - 3000 * share) <= spread, "\(count)")
    }
  }

  /// A link of 0.5 s at κ = 1/0.4 per second lowers the threshold of 0.5 by 0.2: samples 30 to 49 leave too.
  @Test func `thresholds fall with the time on the link`() {
    let chain = Chain(serviceMilliseconds: [10, 10])
    var world = World(
      network: chain.network, linkModel: .queue, profile: chain.profile, seed: 1, observesQueues: true)
    var journal = Journal()
    let arrivals = (0..<100).map { arrival($0, at: seconds(2 * Int64($0)), sample: $0) }
    world.advance(
      through: RateWindow(start: .zero, end: seconds(300), bitsPerSecond: [2e6, 2e6]), arrivals: arrivals,
      plan: chain.plan(level: 2), dispatch: .leastDelay(LeastDelay(thresholdFallPerSecond: 0.4)),
      observer: &journal)
    let left = journal.visits.filter { $0.stage == 1 && $0.exited }.map(\.sample)
    #expect(left.sorted() == Array(30..<100))
  }

  @Test func `with its channel in outage every task leaves that can`() {
    let chain = Chain(serviceMilliseconds: [10, 10])
    var world = World(
      network: chain.network, linkModel: .queue, profile: chain.profile, seed: 1, observesQueues: true)
    var journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: seconds(10), bitsPerSecond: [1e6, 0]),
      arrivals: [arrival(0, at: .zero)], plan: chain.plan(),
      dispatch: .leastDelay(LeastDelay(thresholdFallPerSecond: 2)), observer: &journal)
    #expect(journal.tasks.map(\.stage) == [1])
  }

  @Test(arguments: Case.all.prefix(10))
  func `a run by queues obeys the invariants of the model`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let plan = scenario.plan(0)
    for rule in [LeastDelay(), LeastDelay(candidates: .twoDrawn, informationDelaySeconds: 0.2)] {
      let (journal, world, _) = scenario.run(
        slot: seconds(2), observesQueues: true, dispatch: .leastDelay(rule)
      ) { _ in plan }
      let invariants = Invariants(
        scenario: scenario, journal: journal, unfinished: world.unfinishedVisits(at: scenario.horizon))
      #expect(invariants.lostOrDoubled == [])
      #expect(invariants.brokenChains == [])
      #expect(invariants.wrongSums == [])
      #expect(invariants.wrongServices == [])
      #expect(invariants.wrongExits(plan) == [])
      #expect(journal.tasks.count > 100, "a run that shows something")
    }
  }

  @Test(arguments: Case.all.prefix(8), [0, 0.15])
  func `every task goes where an oracle sees the least delay`(_ given: Case, informationDelay: Double) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let (journal, world, _) = scenario.run(
      slot: milliseconds(900), observesQueues: true,
      dispatch: .leastDelay(LeastDelay(informationDelaySeconds: informationDelay))
    ) { scenario.plan(UInt64($0)) }
    let oracle = DispatchOracle(
      scenario: scenario, visits: journal.hops + world.unfinishedVisits(at: scenario.horizon),
      informationDelay: SimulationTime(seconds: informationDelay))
    #expect(oracle.wrongReceivers == [])
    #expect(oracle.choices > 100, "a run in which there is something to choose")
  }

  @Test(arguments: [1, 2, 3, 4])
  func `to observe queues changes nothing by itself`(seed: UInt64) {
    let scenario = RandomScenario(seed: seed, linkModel: .queue)
    let plain = scenario.run(slot: seconds(2), engine: .layers) { scenario.plan(UInt64($0)) }
    let observing = scenario.run(slot: seconds(2), engine: .layers, observesQueues: true) {
      scenario.plan(UInt64($0))
    }
    #expect(plain.journal.inOrder == observing.journal)
  }

  /// The visits at servers of so many ms behind links of no time, whose speeds change as told, in slots of 1 s to 4 s.
  private func stationVisits(
    _ services: [Double], _ arrivals: [TaskArrival], speeds: [[(seconds: Double, factor: Double)]],
    rule: LeastDelay = LeastDelay(), rules change: (inout DropRules) -> Void = { _ in }
  ) -> [Visit] {
    let network = star(services, inputBytes: 0)
    var rules = DropRules(layerCount: 2, nodeCount: network.nodeCount)
    rules.changesSpeed[1] = true
    change(&rules)
    var world = World(
      network: network, linkModel: .queue, profile: Chain.profile(stages: 1), rules: rules, seed: 1,
      observesQueues: true)
    var journal = Journal()
    for slot in Int64(0)..<4 {
      let (start, end) = (seconds(slot), seconds(slot + 1))
      var window = (first: [0], time: [SimulationTime](), factor: [Double]())
      for pieces in [[]] + speeds {
        let times = pieces.map { SimulationTime(seconds: $0.seconds) }
        for (index, piece) in pieces.enumerated() where times[index] < end {
          if index + 1 < times.count, times[index + 1] <= start { continue }
          window.time.append(max(times[index], start))
          window.factor.append(piece.factor)
        }
        window.first.append(window.time.count)
      }
      world.advance(
        through: RateWindow(
          start: start, end: end, bitsPerSecond: services.map { _ in 1e6 }),
        speeds: SpeedWindow(
          start: start, end: end, first: window.first, time: window.time, factor: window.factor),
        arrivals: arrivals.filter { $0.time >= start && $0.time < end },
        plan: OffloadingPlan.uniform(on: network), dispatch: .leastDelay(rule), observer: &journal)
    }
    return (journal.visits + world.unfinishedVisits(at: seconds(4))).sorted { $0.task < $1.task }
  }

  private static let both = [LeastDelay(), LeastDelay(candidates: .twoDrawn)]

  /// Servers of 100 ms at half speed, 200, and 150 ms: 200 against 150, 200 against 300, 400 against 300, 400 against 450,
  /// 600 against 450.
  @Test(arguments: both) func `a server that is slowed counts with the speed it has`(rule: LeastDelay) {
    let visits = stationVisits(
      [100, 150], (0..<5).map { arrival($0, at: .zero) }, speeds: [[(0, 0.5)], [(0, 1)]], rule: rule)
    #expect(nodes(visits) == [1, 0, 1, 0, 1])
  }

  /// Two at a server are the limit: the fifth task finds both full and goes to the lower number.
  @Test(arguments: both) func `what waits at a server with a limit counts`(rule: LeastDelay) {
    let visits = stationVisits(
      [100, 100], (0..<5).map { arrival($0, at: .zero) }, speeds: [[], []], rule: rule
    ) { $0.queueLimit[1] = 2 }
    #expect(nodes(visits) == [0, 1, 0, 1, 0])
    #expect(visits.map { $0.dropped != nil } == [false, false, false, false, true])
  }

  /// Services of 3 s in slots of 1 s: nobody knows the end of one that goes on in the next slot.
  @Test(arguments: both) func `what a server cannot end in this slot counts`(rule: LeastDelay) {
    let visits = stationVisits(
      [3000, 3000], (0..<6).map { arrival($0, at: milliseconds(350 * Int64($0))) }, speeds: [[], []],
      rule: rule)
    #expect(nodes(visits) == [0, 1, 0, 1, 0, 1])
  }

  /// Server 0 is the fastest and down from 1.25 to 2.5 s; with news 0.2 s old it is known as down from 1.45 to 2.7 s.
  @Test(arguments: both, [(0, false), (0.2, false), (0, true), (0.2, true)])
  func `a server that is known to have failed receives nothing`(
    rule: LeastDelay, news: (delay: Double, losesQueue: Bool)
  ) {
    var rule = rule
    rule.informationDelaySeconds = news.delay
    let visits = stationVisits(
      [10, 100, 100], (0..<400).map { arrival($0, at: milliseconds(10 * Int64($0))) },
      speeds: [[(0, 1), (1.25, 0), (2.5, 1)], [(0, 1)], [(0, 1)]], rule: rule
    ) { $0.losesQueue[1] = news.losesQueue }
    // At the start of a slot everybody knows which servers are up.
    let unknown = SimulationTime(seconds: 1.25 + news.delay)..<SimulationTime(seconds: 2.5)
    #expect(visits.filter { $0.node == 0 && unknown.contains($0.sent) } == [])
    #expect(visits.count { $0.node == 0 && $0.sent < seconds(1) } > 40)
    #expect(visits.count { $0.node == 0 && $0.sent > seconds(3) } > 40)
  }

  /// Two of three servers are down: every pair of them is no choice.
  @Test func `two failed servers are no choice`() {
    let visits = stationVisits(
      [10, 10, 10], (0..<300).map { arrival($0, at: milliseconds(10 * Int64($0))) },
      speeds: [[(0, 0)], [(0, 0)], [(0, 1)]], rule: LeastDelay(candidates: .twoDrawn))
    #expect(visits.allSatisfy { $0.node == 2 })
  }
}
