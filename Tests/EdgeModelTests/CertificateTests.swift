import EdgeModel
import Testing
import TestSupport

@Suite struct CertificateTests {
  /// The best objective of the diamond over its one free probability, by golden-section search of the formula.
  private func best(_ problem: DecisionProblem, level: Int) -> (probability: Double, objective: Double) {
    func objective(_ share: Double) -> Double {
      Evaluation(
        problem, OffloadingPlan(probability: [share, 1 - share, 1, 1], level: [0, level, level, 0])
      ).objectiveSeconds
    }
    var low = 0.0, high = 1.0
    let ratio = (5.0.squareRoot() - 1) / 2
    while high - low > 1e-9 {
      let left = high - ratio * (high - low), right = low + ratio * (high - low)
      if objective(left) < objective(right) { high = right } else { low = left }
    }
    return ((low + high) / 2, objective((low + high) / 2))
  }

  @Test(arguments: [2.0, 6.0, 10.0], LinkModel.allCases)
  func `the gap bounds the distance to the optimum from every split`(rate: Double, linkModel: LinkModel) {
    let problem = SmallProblems.diamond(arrivalRate: rate, linkModel: linkModel)
    let optimum = best(problem, level: 0)
    for share in stride(from: 0.05, through: 0.95, by: 0.05) {
      let plan = OffloadingPlan(probability: [share, 1 - share, 1, 1], level: [0, 0, 0, 0])
      let state = Evaluation(problem, plan)
      #expect(state.gapSeconds >= state.objectiveSeconds - optimum.objective - 1e-12, "split \(share)")
    }
  }

  @Test(arguments: [2.0, 6.0, 10.0])
  func `at the optimum nobody gains by moving alone`(rate: Double) {
    let problem = SmallProblems.diamond(arrivalRate: rate)
    let optimum = best(problem, level: 0).probability
    let plan = OffloadingPlan(probability: [optimum, 1 - optimum, 1, 1], level: [0, 0, 0, 0])
    let state = Evaluation(problem, plan)
    #expect(state.stationaritySeconds < 1e-6 * state.objectiveSeconds)
    // All classes are alike here, so the relaxation is exact and the gap closes too.
    #expect(state.gapSeconds < 1e-6 * state.objectiveSeconds)
  }

  @Test(arguments: 0..<20)
  func `gap and stationarity are never negative`(seed: UInt64) {
    let problem = RandomProblem.make(seed: seed, load: 0.9)
    let state = Evaluation(problem, RandomProblem.plan(for: problem, seed: seed))
    #expect(state.gapSeconds >= 0 && state.stationaritySeconds >= 0, "seed \(seed)")
  }
}
