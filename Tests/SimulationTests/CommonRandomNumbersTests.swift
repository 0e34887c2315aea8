import CounterRandom
import EdgeModel
import Simulation
import Testing

@Suite struct CommonRandomNumbersTests {
  let scenario = RandomScenario(seed: 12, linkModel: .queue)

  @Test func `one seed gives the same run twice`() {
    let first = scenario.run(slot: seconds(1)) { scenario.plan(UInt64($0)) }
    let second = scenario.run(slot: seconds(1)) { scenario.plan(UInt64($0)) }
    #expect(first.journal == second.journal)
    #expect(
      first.world.unfinishedVisits(at: scenario.horizon)
        == second.world.unfinishedVisits(at: scenario.horizon))
  }

  @Test func `worlds with different plans see the same arrivals and samples`() {
    let entered = [1, 2].map { (number: UInt64) in
      let (journal, world, _) = scenario.run { _ in scenario.plan(number) }
      let visits = journal.visits + world.unfinishedVisits(at: scenario.horizon)
      let first = Dictionary(grouping: visits, by: \.task).values.compactMap {
        $0.min { $0.stage < $1.stage }
      }
      return first.sorted { $0.task < $1.task }.map {
        TaskArrival(task: $0.task, device: $0.device, time: $0.sent, sample: $0.sample)
      }
    }
    #expect(entered[0] == entered[1])
    #expect(entered[0] == scenario.arrivals)
  }

  /// A stage-1 server next to two stage-2 servers, of which the first gets a share of `share`.
  func receivers(share: Double, level: Int) -> [Int: Int] {
    let layers = [
      Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
      Layer(
        serviceSeconds: [0.001], inputBytes: 10,
        exit: Chain.profile(stages: 2).exit(ofStage: 1, thresholds: [0.5])),
      Layer(
        serviceSeconds: [0.001, 0.003], inputBytes: 10,
        exit: Chain.profile(stages: 2).exit(ofStage: 2, thresholds: [])),
    ]
    let arcs = (0..<2).map { Network.Arc(tail: 0, head: $0, propagationSeconds: 0) }
    let network = Network(layers: layers, arcs: [[arcs[0]], arcs])
    var world = World(network: network, linkModel: .delay, profile: Chain.profile(stages: 2), seed: 5)
    var journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: seconds(60), bitsPerSecond: [1e6, 1e6, 1e6]),
      arrivals: (0..<2000).map { arrival($0, at: milliseconds(Int64($0) * 20), sample: $0 % 100) },
      plan: OffloadingPlan(probability: [1, share, 1 - share], level: [0, level, 0, 0]), observer: &journal)
    let second = journal.visits.filter { $0.stage == 2 }
    return Dictionary(uniqueKeysWithValues: second.map { ($0.task, $0.node) })
  }

  @Test(arguments: [0.0, 0.2, 0.5, 0.9, 1.0])
  func `the draw of a task and hop decides its arc under every plan`(share: Double) {
    let random = CounterRandom(seed: 5, stream: .routing)
    let all = receivers(share: share, level: 1), some = receivers(share: share, level: 0)
    #expect(all.count == 2000)
    #expect(some.count == 1000)
    for (task, node) in all {
      #expect(node == (random.member(UInt64(task)).uniform(1) < share ? 0 : 1))
      #expect(some[task] == nil || some[task] == node)
    }
  }

  @Test func `rates that change after a slot leave what happened before as it was`() {
    let other = RandomScenario(seed: 12, linkModel: .queue, ratesChange: false)
    let plan = scenario.plan(0)
    let journals = [scenario, other].map { future in
      var world = World(network: scenario.network, linkModel: .queue, profile: scenario.profile, seed: 12)
      var journal = Journal()
      for slot in 0..<6 {
        let start = seconds(Int64(slot) * 2), end = start + seconds(2)
        world.advance(
          through: slot < 3 ? scenario.window(start, end) : future.window(start, end),
          arrivals: scenario.arrivals.filter { $0.time >= start && $0.time < end }, plan: plan,
          observer: &journal)
      }
      return journal
    }
    let early = journals.map { $0.visits.filter { ($0.finished ?? .zero) < seconds(6) } }
    #expect(early[0] == early[1])
    #expect(early[0].count > 100)
    #expect(journals[0] != journals[1])
  }

  @Test func `the seed changes where tasks go`() {
    let plan = scenario.plan(0)
    let journals = [1, 2].map { (seed: UInt64) in
      var world = World(network: scenario.network, linkModel: .queue, profile: scenario.profile, seed: seed)
      var journal = Journal()
      world.advance(
        through: scenario.window(.zero, scenario.horizon), arrivals: scenario.arrivals, plan: plan,
        observer: &journal)
      return journal
    }
    #expect(journals[0] != journals[1])
  }
}
