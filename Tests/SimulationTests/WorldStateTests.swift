import EdgeModel
import Simulation
import StateCoding
import Testing

/// A world that was written and read back goes on as if nothing had happened.
@Suite struct WorldStateTests {
  @Test(arguments: 1...6, SimulationEngine.allCases)
  func `a world goes on from its state to the nanosecond`(seed: Int, engine: SimulationEngine) throws {
    for (linkModel, drops) in zip(LinkModel.allCases + LinkModel.allCases, [false, false, true, true]) {
      let scenario = RandomScenario(seed: UInt64(seed), linkModel: linkModel, drops: drops)
      var (straight, resumed) = (world(scenario, engine), world(scenario, engine))
      var (seen, seenAgain) = (Journal(), Journal())
      for slot in 0..<12 {
        advance(&straight, scenario, slot, &seen)
        advance(&resumed, scenario, slot, &seenAgain)
        let bytes = try StateEncoder.bytes(of: resumed)
        resumed = try StateDecoder.value(from: bytes, sharing: world(scenario, engine).sharedParts)
      }
      #expect(seen == seenAgain)
      #expect(seen.tasks.count > 50)
      let end = scenario.horizon
      #expect(straight.unfinishedVisits(at: end) == resumed.unfinishedVisits(at: end))
      #expect(straight.linkBacklog(at: end) == resumed.linkBacklog(at: end))
      #expect(try StateEncoder.bytes(of: straight).count > 100)
    }
  }

  private func world(_ scenario: RandomScenario, _ engine: SimulationEngine) -> World {
    World(
      network: scenario.network, linkModel: scenario.linkModel, profile: scenario.profile,
      rules: scenario.rules, seed: scenario.seed,
      engine: engine, windowTasks: 30)
  }

  private func advance(
    _ world: inout World, _ scenario: RandomScenario, _ slot: Int, _ journal: inout Journal
  ) {
    let (start, end) = (seconds(Int64(slot)), seconds(Int64(slot + 1)))
    world.advance(
      through: scenario.window(start, end),
      speeds: scenario.rules == nil ? nil : scenario.speedWindow(start, end),
      arrivals: scenario.arrivals.filter { $0.time >= start && $0.time < end },
      plan: scenario.plan(UInt64(slot)), observer: &journal)
  }
}
