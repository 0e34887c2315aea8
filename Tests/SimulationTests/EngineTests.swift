import EdgeModel
import Simulation
import Testing

/// Two engines, one meaning: not a nanosecond may differ.
@Suite struct EngineTests {
  /// How a case is run: the length of its slots, and how many tasks a window of the engine `layers` holds.
  static let runs: [(slot: SimulationTime, windowTasks: Int)] = [
    (milliseconds(100), 2048), (milliseconds(730), 7), (seconds(3), 30), (seconds(10), 1), (seconds(12), 100_000),
  ]

  @Test(arguments: (1...14).flatMap { seed in LinkModel.allCases.map { Case(seed: seed, linkModel: $0) } })
  func `both engines tell the same visits and tasks`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    for (slot, windowTasks) in Self.runs {
      let runs = SimulationEngine.allCases.map { engine in
        scenario.run(slot: slot, engine: engine, windowTasks: windowTasks) { scenario.plan(UInt64($0)) }
      }
      let place: Comment = "slots of \(slot.seconds) s, windows of \(windowTasks) tasks"
      #expect(runs[0].journal == runs[1].journal.inOrder, place)
      #expect(runs[0].journal.tasks.count > 100, place)
      let (events, layers) = (runs[0].world, runs[1].world)
      #expect(events.unfinishedVisits(at: scenario.horizon) == layers.unfinishedVisits(at: scenario.horizon), place)
      #expect(events.backlog(at: scenario.horizon) == layers.backlog(at: scenario.horizon), place)
      #expect(events.linkBacklog(at: scenario.horizon) == layers.linkBacklog(at: scenario.horizon), place)
      #expect(events.inFlightCount == layers.inFlightCount, place)
    }
  }
}
