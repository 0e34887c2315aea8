import EdgeModel
import Simulation
import Testing

/// Two engines, one meaning: not a nanosecond may differ.
@Suite struct EngineTests {
  /// How a case is run: the length of its slots, and how many tasks a window of the engine `layers` holds.
  static let runs: [(slot: SimulationTime, windowTasks: Int)] = [
    (milliseconds(100), 2048), (milliseconds(730), 7), (seconds(3), 30), (seconds(10), 1),
    (seconds(12), 100_000),
  ]

  /// Runs `scenario` with both engines, a new plan in every slot, and expects one result.
  func expectSame(_ scenario: RandomScenario, slot: SimulationTime, windowTasks: Int) {
    let runs = SimulationEngine.allCases.map { engine in
      scenario.run(slot: slot, engine: engine, windowTasks: windowTasks) { scenario.plan(UInt64($0)) }
    }
    let place: Comment = "slots of \(slot.seconds) s, windows of \(windowTasks) tasks"
    let (events, layers) = (runs[0].world, runs[1].world), end = scenario.horizon
    #expect(runs[0].journal == runs[1].journal.inOrder, place)
    #expect(runs[0].journal.tasks.count > 50, place)
    #expect(events.unfinishedVisits(at: end) == layers.unfinishedVisits(at: end), place)
    #expect(events.backlog(at: end) == layers.backlog(at: end), place)
    #expect(events.linkBacklog(at: end) == layers.linkBacklog(at: end), place)
    #expect(events.inFlightCount == layers.inFlightCount, place)
    #expect(runs[0].measured == runs[1].measured, place)
  }

  @Test(arguments: (1...8).flatMap { seed in LinkModel.allCases.map { Case(seed: seed, linkModel: $0) } })
  func `both engines tell the same, however slots and windows are cut`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    for (slot, windowTasks) in Self.runs { expectSame(scenario, slot: slot, windowTasks: windowTasks) }
  }

  @Test(arguments: 1...4, [0.3, 0.7, 1.0, 1.2])
  func `both engines tell the same on one to four stages at every load`(stages: Int, load: Double) {
    for (index, linkModel) in LinkModel.allCases.enumerated() {
      let seed = UInt64(100 + 10 * stages + Int(10 * load) + index)
      let scenario = RandomScenario(seed: seed, linkModel: linkModel, stages: stages, load: load)
      expectSame(scenario, slot: milliseconds(100), windowTasks: 5)
      expectSame(scenario, slot: seconds(5), windowTasks: 40)
    }
  }

  @Test(arguments: (1...12).flatMap { seed in LinkModel.allCases.map { Case(seed: seed, linkModel: $0) } })
  func `both engines tell the same with changing speeds, failures, full queues and deadlines`(_ given: Case) {
    for (index, load) in [nil, 0.7, 1.2].enumerated() {
      let scenario = RandomScenario(
        seed: 200 + 10 * given.seed + UInt64(index), linkModel: given.linkModel, load: load, drops: true)
      expectSame(scenario, slot: milliseconds(130), windowTasks: 5)
      expectSame(scenario, slot: seconds(3), windowTasks: 30)
    }
  }

  @Test func `an observer that wants no visits is told the same tasks`() {
    struct Leavers: WorldObserver {
      let keepsVisits = false
      var tasks: [CompletedTask] = []
      mutating func visited(_ visits: [Visit]) { Issue.record("\(visits.count) visits") }
      mutating func completed(_ tasks: [CompletedTask]) { self.tasks += tasks }
      mutating func dropped(_ tasks: [DroppedTask]) { Issue.record("\(tasks.count) tasks dropped") }
    }
    let scenario = RandomScenario(seed: 3, linkModel: .queue)
    let expected = scenario.run { _ in scenario.plan(0) }.journal.tasks
    for engine in SimulationEngine.allCases {
      var world = World(
        network: scenario.network, linkModel: .queue, profile: scenario.profile, seed: 3, engine: engine)
      var leavers = Leavers()
      world.advance(
        through: scenario.window(.zero, scenario.horizon), arrivals: scenario.arrivals,
        plan: scenario.plan(0), observer: &leavers)
      #expect(leavers.tasks.sorted { ($0.completed, $0.task) < ($1.completed, $1.task) } == expected)
    }
  }
}
