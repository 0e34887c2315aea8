import Controllers
import EdgeModel
import TestSupport
import Testing

@Suite struct StepRuleTests {
  /// The diamond has one choice, the share of its first server: a search over that share is the oracle.
  private func optimum(_ problem: DecisionProblem) -> Double {
    func objective(_ share: Double) -> Double {
      var plan = OffloadingPlan.uniform(on: problem.network)
      (plan.probability[0], plan.probability[1]) = (share, 1 - share)
      return Evaluation(problem, plan).objectiveSeconds
    }
    var low = 0.0, high = 1.0
    for _ in 0..<200 {
      let left = low + (high - low) / 3, right = high - (high - low) / 3
      if objective(left) < objective(right) { high = right } else { low = left }
    }
    return objective(low)
  }

  @Test(
    arguments: [
      ("fixed", "0.3", 300, [4]), ("diminishing", "2", 1000, [4]), ("curvature", "1", 100, [4, 10]),
      ("grant", "1", 100, [4, 10]), ("exact", "1", 100, [4, 10]), ("clearing", "1", 60, [4, 10]),
    ], LinkModel.allCases)
  func `every rule finds the optimum of a tiny problem`(
    rule: (name: String, size: String, rounds: Int, arrivalRates: [Double]), linkModel: LinkModel
  ) throws {
    for rate in rule.arrivalRates {
      let problem = SmallProblems.diamond(arrivalRate: rate, linkModel: linkModel)
      var settings = ControllerSettings()
      try settings.set("step_rule", to: rule.name)
      try settings.set("step_size", to: rule.size)
      (settings.rounds, settings.tolerance, settings.thresholdEvery) = (rule.rounds, 0, 0)
      var controller = DTOEE(
        network: problem.network, cost: problem.cost, settings: settings, recordsHistory: false)
      let decision = controller.decide(
        Observation(slot: 0, conditions: problem.conditions, backlog: [0, 0, 0, 0]))
      let optimum = optimum(problem)
      #expect(decision.predicted.objectiveSeconds <= optimum * (1 + 1e-6), "\(rule.name), rate \(rate)")
      #expect(decision.predicted.stationaritySeconds < 1e-5 * optimum, "\(rule.name), rate \(rate)")
    }
  }

  @Test func `a diminishing step shrinks with the square root of the round`() {
    #expect(DiminishingStep(stepSize: 3, round: 1).step(gap: 2, steepness: 7) == 6)
    #expect(DiminishingStep(stepSize: 3, round: 9).step(gap: 2, steepness: 7) == 2)
  }
}
