import Controllers
import EdgeModel
import Testing
import TestSupport

@Suite struct HeuristicsTests {
  /// The diamond: servers of 0.1 s and 0.2 s behind links of 10 ms and 20 ms.
  private func shares(_ name: String, transmission: [Double] = [0.01, 0.02, 0.005, 0.005]) throws -> [Double]
  {
    var problem = SmallProblems.diamond()
    problem.conditions.transmissionSeconds = transmission
    let entry = try ControllerEntry.named(name)
    var controller = entry.make(problem.network, problem.cost, entry.defaults, false)
    return controller.decide(
      Observation(slot: 0, conditions: problem.conditions, backlog: [0, 0, 0, 0])
    ).plan.probability
  }

  @Test func `computing-first splits by speed whatever the links`() throws {
    #expect(try shares("computing-first") == [2.0 / 3, 1.0 / 3, 1, 1])
    #expect(try shares("computing-first", transmission: [1, 0.02, 1, 1]) == [2.0 / 3, 1.0 / 3, 1, 1])
  }

  @Test func `bandwidth-first splits by rate and follows it`() throws {
    #expect(try shares("bandwidth-first") == [2.0 / 3, 1.0 / 3, 1, 1])
    #expect(try shares("bandwidth-first", transmission: [0.06, 0.02, 1, 1]) == [0.25, 0.75, 1, 1])
  }

  @Test func `uniform splits equally`() throws {
    #expect(try shares("uniform") == [0.5, 0.5, 1, 1])
  }

  @Test func `a fixed threshold is the nearest level, or the middle one`() throws {
    let problem = SmallProblems.diamond()
    let entry = try ControllerEntry.named("uniform")
    var settings = entry.defaults
    func levels(_ settings: ControllerSettings) -> [Int] {
      var controller = entry.make(problem.network, problem.cost, settings, false)
      return controller.decide(
        Observation(slot: 0, conditions: problem.conditions, backlog: [0, 0, 0, 0])
      ).plan.level
    }
    #expect(levels(settings) == [0, 1, 1, 0])
    try settings.set("threshold", to: "0.55")
    #expect(levels(settings) == [0, 0, 0, 0])
  }

  @Test(arguments: 0..<10)
  func `optimised thresholds are no worse than fixed ones`(seed: UInt64) throws {
    let problem = RandomProblem.make(seed: seed, load: 0.8)
    let observation = Observation(
      slot: 0, conditions: problem.conditions, backlog: [Int](repeating: 0, count: problem.network.nodeCount))
    let entry = try ControllerEntry.named("computing-first")
    var settings = entry.defaults
    var fixed = entry.make(problem.network, problem.cost, settings, false)
    settings.thresholdRule = .optimised
    var optimised = entry.make(problem.network, problem.cost, settings, false)
    let before = fixed.decide(observation).predicted.objectiveSeconds
    let after = optimised.decide(observation).predicted.objectiveSeconds
    #expect(after <= before, "seed \(seed)")
  }
}
