import Controllers
import EdgeModel
import TestSupport
import Testing

/// Model (14) against the optimum that `FlowOptimum` proves.
@Suite struct CertificateTests {
  /// Thresholds as they are: J − J* is at most the gap, at every plan a search passes and at plans that nobody would make.
  /// FlowOptimum's J is at least J*, so that what it leaves, a millionth of J, can only make the test easier by as much.
  @Test(arguments: UInt64(0)..<20, LinkModel.allCases)
  func `the gap bounds what is left to gain at these thresholds`(seed: UInt64, linkModel: LinkModel) throws {
    for load in [0.4, 0.8, 1.0] {
      let problem = RandomProblem.make(seed: seed, load: load, linkModel: linkModel)
      let plan = RandomProblem.plan(for: problem, seed: seed)
      let optimum = FlowOptimum(problem, around: plan, softening: 1, tolerance: 1e-6, limit: 300)
      let best = optimum.evaluation.objectiveSeconds
      var state = DTORounds(problem, from: plan)
      for round in 0..<6 {
        let evaluation = state.evaluation()
        #expect(
          evaluation.objectiveSeconds - best <= evaluation.gapSeconds + 1e-9 * best,
          "seed \(seed), load \(load), round \(round)")
        state.exchange()
        state.updateStrategies(by: CurvatureStep(stepSize: 1))
      }
      #expect(optimum.evaluation.gapSeconds >= -1e-12, "seed \(seed), load \(load)")
    }
  }
}
