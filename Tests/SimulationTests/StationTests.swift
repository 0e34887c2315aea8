import EdgeModel
import Simulation
import Testing

/// Servers whose speed changes, that fail, and that drop tasks: what happens, worked out by hand.
@Suite(.serialized) struct StationTests {
  /// One device that only sends over a link of no length, one server of 1 s per task.
  static let chain = Chain(serviceMilliseconds: [1000], inputBytes: 0)

  /// What happens at the server when `arrivals` meet speeds in slots of `slot`, 30 s in all.
  func run(
    _ engine: SimulationEngine, _ arrivals: [TaskArrival], _ speeds: [(seconds: Double, factor: Double)],
    slot: SimulationTime = seconds(30), rules change: (inout DropRules) -> Void = { _ in }
  ) -> (journal: Journal, busy: Double) {
    let network = Self.chain.network
    var rules = DropRules(layerCount: 2, nodeCount: 2)
    rules.changesSpeed[1] = true
    change(&rules)
    var world = World(
      network: network, linkModel: .delay, profile: Self.chain.profile, rules: rules, seed: 1, engine: engine)
    var journal = Journal(), start = SimulationTime.zero, busy = 0.0
    let pieces = speeds.map { (time: SimulationTime(seconds: $0.seconds), factor: $0.factor) }
    while start < seconds(30) {
      let end = start + slot, before = pieces.lastIndex { $0.time <= start } ?? 0
      let inside = pieces[before...].filter { $0.time < end }
      world.advance(
        through: RateWindow(start: start, end: end, bitsPerSecond: [1e6]),
        speeds: SpeedWindow(
          start: start, end: end, first: [0, 0, inside.count], time: inside.map { max($0.time, start) },
          factor: inside.map(\.factor)),
        arrivals: arrivals.filter { $0.time >= start && $0.time < end }, plan: Self.chain.plan(),
        observer: &journal)
      busy += world.visits.busy[1].seconds
      start = end
    }
    return (journal, busy)
  }

  static let engines = SimulationEngine.allCases
  static let slots = [seconds(30), milliseconds(250)]

  @Test(arguments: engines, slots)
  func `a server whose speed halves in the middle of a service takes half as long again`(
    _ engine: SimulationEngine, _ slot: SimulationTime
  ) {
    // Half of the work by 2.5 s at full speed, the other half in 1 s at half speed; the next one all at half speed.
    let run = run(
      engine, [arrival(0, at: seconds(2)), arrival(1, at: milliseconds(2100))], [(0, 1), (2.5, 0.5)],
      slot: slot)
    #expect(run.journal.hops.map(\.started) == [seconds(2), milliseconds(3500)])
    #expect(run.journal.hops.map(\.finished) == [milliseconds(3500), milliseconds(5500)])
    #expect(abs(run.busy - 3.5) < 1e-9)
  }

  @Test(arguments: engines, slots)
  func `a server that has failed and keeps its queue goes on where it stopped`(
    _ engine: SimulationEngine, _ slot: SimulationTime
  ) {
    // 0.4 s of work before the failure, 0.6 s after it; the second waits all the time.
    let arrivals = [arrival(0, at: seconds(1)), arrival(1, at: seconds(2))]
    let journal = run(engine, arrivals, [(0, 1), (1.4, 0), (6, 1)], slot: slot).journal
    #expect(journal.hops.map(\.started) == [seconds(1), milliseconds(6600)])
    #expect(journal.hops.map(\.finished) == [milliseconds(6600), milliseconds(7600)])
    #expect(journal.drops.isEmpty)
  }

  @Test(arguments: engines, slots)
  func `a server that loses its queue loses those who are there and those who come until it is back`(
    _ engine: SimulationEngine, _ slot: SimulationTime
  ) {
    let times: [Int64] = [0, 1000, 1100, 2000, 6000]
    let arrivals = times.enumerated().map { arrival($0, at: milliseconds($1)) }
    let journal = run(engine, arrivals, [(0, 1), (1.4, 0), (6, 1)], slot: slot) { $0.losesQueue[1] = true }
      .journal
    #expect(journal.tasks.map(\.task) == [0, 4])
    #expect(journal.tasks.map(\.completed) == [seconds(1), seconds(7)])
    #expect(journal.drops.map(\.task) == [1, 2, 3])
    #expect(journal.drops.map(\.dropped) == [1400, 1400, 2000].map { milliseconds($0) })
    #expect(journal.drops.allSatisfy { $0.reason == .failure && $0.stage == 1 })
    #expect(journal.hops(of: 1)[0].started == seconds(1))
    #expect(journal.hops(of: 2)[0].started == nil)
    #expect(journal.hops(of: 1)[0].finished == nil)
  }

  @Test(arguments: engines, slots)
  func `a task that arrives where as many are as the limit allows is dropped at once`(
    _ engine: SimulationEngine, _ slot: SimulationTime
  ) {
    // At 1 s exactly the first one has left.
    let times: [Int64] = [0, 100, 200, 1000, 1100]
    let arrivals = times.enumerated().map { arrival($0, at: milliseconds($1)) }
    let journal = run(engine, arrivals, [(0, 1)], slot: slot) { $0.queueLimit[1] = 2 }.journal
    #expect(journal.drops.map(\.task) == [2, 4])
    #expect(journal.drops.map(\.dropped) == [milliseconds(200), milliseconds(1100)])
    #expect(journal.drops.allSatisfy { $0.reason == .queueFull })
    #expect(journal.tasks.map(\.completed) == [seconds(1), seconds(2), seconds(3)])
  }

  @Test(arguments: engines, slots)
  func `a server passes over a task whose turn comes after its deadline and ends one it has begun`(
    _ engine: SimulationEngine, _ slot: SimulationTime
  ) {
    // Task 1 begins at 1 s, exactly in time; task 2 has its turn at 2 s, 1.5 s after it came; task 3 at 2 s too.
    let times: [Int64] = [0, 0, 500, 1500]
    let arrivals = times.enumerated().map { arrival($0, at: milliseconds($1)) }
    let journal = run(engine, arrivals, [(0, 1)], slot: slot) { $0.deadline = seconds(1) }.journal
    #expect(journal.tasks.map(\.task) == [0, 1, 3])
    #expect(journal.tasks.map(\.completed) == [seconds(1), seconds(2), seconds(3)])
    #expect(journal.drops.map(\.task) == [2])
    #expect(journal.drops.map(\.dropped) == [seconds(2)])
    #expect(journal.drops[0].reason == .deadline)
  }

  @Test func `speeds are refused where no rule says that they change`() async {
    await #expect(processExitsWith: .failure) {
      var world = Self.chain.world(), journal = Journal()
      world.advance(
        through: RateWindow(start: .zero, end: seconds(1), bitsPerSecond: [1e6]),
        speeds: SpeedWindow(start: .zero, end: seconds(1), first: [0, 0, 1], time: [.zero], factor: [1]),
        arrivals: [], plan: Self.chain.plan(), observer: &journal)
    }
  }
}
