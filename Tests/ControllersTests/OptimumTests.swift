import Controllers
import EdgeModel
import Testing
import TestSupport

/// The optimum as a controller, thresholds free unless said otherwise.
@Suite struct OptimumTests {
  private func controller(
    _ name: String, _ problem: DecisionProblem, _ changes: [String: String] = [:]
  ) throws -> any Controller {
    let entry = try ControllerEntry.named(name)
    var settings = entry.defaults
    for (key, value) in changes { try settings.set(key, to: value) }
    return entry.make(problem.network, problem.cost, settings, true)
  }

  private func observation(_ problem: DecisionProblem, slot: Int = 0) -> Observation {
    Observation(
      slot: slot, conditions: problem.conditions,
      backlog: [Int](repeating: 0, count: problem.network.nodeCount))
  }

  @Test(arguments: 0..<6, LinkModel.allCases)
  func `it is no worse than neighbours from the same start`(seed: UInt64, links: LinkModel) throws {
    for load in [0.4, 0.8, 1.05] {
      let problem = RandomProblem.make(seed: seed, load: load, linkModel: links)
      var optimum = try controller("optimum", problem), exact = try controller("dto-ee-exact", problem)
      let found = optimum.decide(observation(problem)).predicted.objectiveSeconds
      let other = exact.decide(observation(problem)).predicted.objectiveSeconds
      #expect(found <= other * (1 + 1e-9), "seed \(seed), load \(load): \(found / other - 1)")
    }
  }

  @Test(arguments: 0..<4)
  func `no other level of a single node does better`(seed: UInt64) throws {
    let problem = RandomProblem.make(seed: seed, load: 0.7)
    var optimum = try controller("optimum", problem)
    let decision = optimum.decide(observation(problem))
    for node in 0..<problem.network.nodeCount {
      guard let table = problem.network.exit(at: node).table else { continue }
      for level in table.thresholds.indices where abs(level - decision.plan.level[node]) == 1 {
        var plan = decision.plan
        plan.level[node] = level
        let other = FlowOptimum(problem, around: plan, softening: 0.1, tolerance: 1e-7, limit: 300)
        #expect(
          other.evaluation.objectiveSeconds >= decision.predicted.objectiveSeconds * (1 - 1e-6),
          "seed \(seed), node \(node), level \(level)")
      }
    }
  }

  @Test func `thresholds stay where they are put when they are not free`() throws {
    let problem = RandomProblem.make(seed: 5, load: 0.7)
    var optimum = try controller("optimum", problem, ["threshold_every": "0", "threshold": "0.7"])
    var plan = OffloadingPlan.uniform(on: problem.network)
    plan.setThresholds(nearest: 0.7, on: problem.network)
    let decision = optimum.decide(observation(problem))
    #expect(decision.plan.level == plan.level && decision.status == .converged && decision.start == .cold)
  }

  @Test func `every entry of the history is better than the one before`() throws {
    let problem = RandomProblem.make(seed: 6, load: 0.8)
    var optimum = try controller("optimum", problem)
    let decision = optimum.decide(observation(problem)), history = decision.history
    #expect(history.count > 2)
    for (old, new) in zip(history, history.dropFirst()) {
      #expect(new.objectiveSeconds < old.objectiveSeconds && new.round >= old.round)
    }
    #expect(history.last?.objectiveSeconds == decision.predicted.objectiveSeconds)
  }

  @Test func `a warm start takes fewer iterations to the same place`() throws {
    let problem = RandomProblem.make(seed: 7, load: 0.8)
    var optimum = try controller("optimum", problem, ["threshold_every": "0"])
    let cold = optimum.decide(observation(problem)), warm = optimum.decide(observation(problem, slot: 1))
    #expect(warm.start == .warm && warm.rounds < cold.rounds)
    #expect(
      abs(warm.predicted.objectiveSeconds - cold.predicted.objectiveSeconds)
        <= 1e-7 * cold.predicted.objectiveSeconds)
  }

  @Test func `iterations can run out, and the decision says so`() throws {
    let problem = RandomProblem.make(seed: 8, load: 0.8)
    var optimum = try controller("optimum", problem, ["rounds": "2", "threshold_every": "0"])
    let decision = optimum.decide(observation(problem))
    #expect(decision.status == .roundLimit && decision.rounds == 2)
    #expect(
      decision.predicted.objectiveSeconds
        <= Evaluation(problem, .uniform(on: problem.network)).objectiveSeconds)
  }
}
