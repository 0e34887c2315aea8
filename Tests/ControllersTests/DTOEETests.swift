import Controllers
import EdgeModel
import Testing
import TestSupport

@Suite struct DTOEETests {
  private func settings(_ changes: [String: String]) throws -> ControllerSettings {
    var settings = ControllerSettings()
    for (key, value) in changes { try settings.set(key, to: value) }
    return settings
  }

  private func decision(
    _ problem: DecisionProblem, _ changes: [String: String], recordsHistory: Bool = false
  ) throws -> Decision {
    var controller = DTOEE(
      network: problem.network, cost: problem.cost, settings: try settings(changes),
      recordsHistory: recordsHistory)
    return controller.decide(observation(problem))
  }

  private func observation(_ problem: DecisionProblem, slot: Int = 0) -> Observation {
    Observation(
      slot: slot, conditions: problem.conditions,
      backlog: [Int](repeating: 0, count: problem.network.nodeCount))
  }

  @Test(arguments: 0..<10, LinkModel.allCases)
  func `with fixed thresholds the search ends within a thousandth of stationarity`(
    seed: UInt64, linkModel: LinkModel
  ) throws {
    let problem = RandomProblem.make(seed: seed, load: 0.7, linkModel: linkModel)
    let result = try decision(problem, ["threshold_every": "0", "rounds": "3000", "tolerance": "1e-3"])
    #expect(result.status != .roundLimit, "seed \(seed)")
    #expect(
      result.predicted.stationaritySeconds <= 1e-3 * result.predicted.objectiveSeconds, "seed \(seed)")
  }

  @Test(arguments: 0..<10)
  func `the curvature rule never ends above where it started, at any load`(seed: UInt64) throws {
    for load in [0.4, 0.8, 1.05] {
      let problem = RandomProblem.make(seed: seed, load: load)
      let result = try decision(problem, ["rounds": "300", "tolerance": "0"], recordsHistory: true)
      let first = try #require(result.history.first), last = try #require(result.history.last)
      #expect(last.objectiveSeconds <= first.objectiveSeconds * (1 + 1e-9), "seed \(seed), load \(load)")
    }
  }

  @Test func `a step too large for the load diverges, a smaller one does not`() throws {
    let problem = SmallProblems.diamond(arrivalRate: 12)
    func result(_ size: String) throws -> Decision {
      try decision(
        problem,
        ["step_rule": "fixed", "step_size": size, "rounds": "5000", "tolerance": "0", "threshold_every": "0"])
    }
    let small = try result("1e-4"), large = try result("1")
    #expect(small.predicted.stationaritySeconds < 1e-4 * small.predicted.objectiveSeconds)
    #expect(large.predicted.stationaritySeconds > 0.1 * large.predicted.objectiveSeconds)
  }

  @Test func `a warm start needs fewer rounds than a cold one`() throws {
    var problem = RandomProblem.make(seed: 3, load: 0.8)
    var controller = DTOEE(
      network: problem.network, cost: problem.cost,
      settings: try settings(["rounds": "5000", "threshold_every": "0"]),
      recordsHistory: false)
    let cold = controller.decide(observation(problem))
    for device in problem.conditions.arrivalRate.indices { problem.conditions.arrivalRate[device] *= 1.01 }
    let warm = controller.decide(observation(problem, slot: 1))
    #expect(cold.start == .cold && warm.start == .warm)
    #expect(warm.rounds < cold.rounds)
  }

  @Test(arguments: ["dto-ee-curvature", "dto-ee-exact", "dto-ee-clearing"])
  func `a slot like the one before takes no round`(name: String) throws {
    let problem = RandomProblem.make(seed: 3, load: 0.8), entry = try ControllerEntry.named(name)
    var settings = entry.defaults
    settings.rounds = 5000
    var controller = entry.make(problem.network, problem.cost, settings, false)
    let first = controller.decide(observation(problem)),
      second = controller.decide(observation(problem, slot: 1))
    #expect(first.status == .converged && second.status == .converged)
    #expect(first.rounds > 0 && second.rounds == 0)
    #expect(second.plan == first.plan)
    #expect(second.predicted.objectiveSeconds == first.predicted.objectiveSeconds)
  }

  @Test func `history begins with the start and holds every round`() throws {
    let problem = SmallProblems.diamond()
    let result = try decision(problem, ["rounds": "7", "tolerance": "0"], recordsHistory: true)
    #expect(result.history.map(\.round) == Array(0...7))
    let start = Evaluation(problem, .uniform(on: problem.network))
    #expect(abs(result.history[0].objectiveSeconds - start.objectiveSeconds) < 1e-12)
    #expect(result.history[7].objectiveSeconds == result.predicted.objectiveSeconds)
  }

  @Test func `threshold_every 0 leaves thresholds as they start`() throws {
    let problem = RandomProblem.make(seed: 5)
    let start = OffloadingPlan.uniform(on: problem.network)
    #expect(try decision(problem, ["threshold_every": "0", "rounds": "50"]).plan.level == start.level)
    #expect(try decision(problem, ["threshold_every": "1", "rounds": "50"]).plan.level != start.level)
  }

  @Test func `threshold_every m waits m rounds for the first update`() throws {
    let problem = RandomProblem.make(seed: 5)
    let start = OffloadingPlan.uniform(on: problem.network)
    #expect(
      try decision(problem, ["threshold_every": "5", "rounds": "4", "tolerance": "0"]).plan.level
        == start.level)
    #expect(
      try decision(problem, ["threshold_every": "5", "rounds": "5", "tolerance": "0"]).plan.level
        != start.level)
  }

  @Test func `an impossible load is reported with the nodes that cannot carry it`() throws {
    let problem = SmallProblems.diamond(arrivalRate: 200)
    let result = try decision(problem, ["rounds": "200"])
    #expect(result.status == .overloaded)
    #expect(result.predicted.overloadedNodes.contains(1))
  }

  @Test func `a coordinator's reports are counted when a tolerance is watched`() throws {
    let problem = SmallProblems.diamond()
    let quiet = try decision(problem, ["rounds": "1", "tolerance": "0"])
    let watched = try decision(problem, ["rounds": "1", "tolerance": "1e-12"])
    #expect(quiet.traffic.messages == 8 && watched.traffic.messages == 8 + 4)
  }
}
