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

  @Test func `nearest sends all over the soonest arc, the lower of two alike`() throws {
    #expect(try shares("nearest") == [1, 0, 1, 1])
    #expect(try shares("nearest", transmission: [0.03, 0.02, 1, 1]) == [0, 1, 1, 1])
    #expect(try shares("nearest", transmission: [0.02, 0.02, 1, 1]) == [1, 0, 1, 1])
  }

  /// The diamond at 4 tasks a second and threshold 1.01: all go on to the last server, 0.05 s each, so its load is 0.2.
  /// Between 0.1 and 0.3 that is half the way from 1.01 to the lowest threshold of 0.5: 0.755, whose nearest level is the
  /// lower one; from 0.2 to 0.4 the threshold stays. Two tasks waiting there add 2 · 0.05 to the load, 0.3 in all.
  @Test(arguments: [
    (0.1, 0.3, 0, [0, 0]), (0.2, 0.4, 0, [1, 1]), (0.2, 0.4, 2, [0, 0]), (0.05, 0.1, 0, [0, 0]),
  ])
  func `thresholds fall with the load of the receivers`(
    from: Double, to: Double, waiting: Int, levels: [Int]
  ) throws {
    let problem = SmallProblems.diamond()
    let entry = try ControllerEntry.named("computing-first")
    var settings = entry.defaults
    try settings.set("threshold_rule", to: "load")
    try settings.set("threshold", to: "1.01")
    try settings.set("load_from", to: "\(from)")
    try settings.set("load_to", to: "\(to)")
    var controller = entry.make(problem.network, problem.cost, settings, false)
    let plan = controller.decide(
      Observation(slot: 0, conditions: problem.conditions, backlog: [0, 0, 0, waiting])
    ).plan
    #expect(Array(plan.level[1...2]) == levels)
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
