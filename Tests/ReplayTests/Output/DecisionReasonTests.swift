import Controllers
import EdgeModel
import Testing
import TestSupport

@testable import Replay

@Suite struct DecisionReasonTests {
  private func sentence(
    _ problem: DecisionProblem, _ plan: OffloadingPlan, after previous: OffloadingPlan? = nil
  ) -> String {
    let decision = Decision(
      plan: plan, predicted: Evaluation(problem, plan), start: .warm, status: .converged)
    return DecisionReason.sentence(decision, after: previous, on: problem.network)
  }

  private let plan = OffloadingPlan.uniform(on: SmallProblems.diamond().network)

  @Test func `a first plan says where it stands`() {
    #expect(
      sentence(SmallProblems.diamond(), plan)
        == "first plan; thresholds stage 1 at 1.01; busiest 1/1 at 0.40")
  }

  @Test func `a later plan says what moved`() {
    var moved = plan
    moved.probability[0] = 0.75
    moved.probability[1] = 0.25
    moved.level[1] = 0
    moved.level[2] = 0
    // Of three offloaders one has a choice; it moved a quarter of its tasks.
    #expect(
      sentence(SmallProblems.diamond(), moved, after: plan)
        == "offloaders moved 25.0 % of their tasks on average; thresholds stage 1 down 0.51 to 0.50; "
        + "busiest 1/0 at 0.30")
    #expect(
      sentence(SmallProblems.diamond(), plan, after: moved)
        .contains("thresholds stage 1 up 0.51 to 1.01"))
  }

  @Test func `what cannot be carried is named`() {
    #expect(
      sentence(SmallProblems.diamond(arrivalRate: 15), plan, after: plan)
        == "offloaders moved 0.0 % of their tasks on average; thresholds stage 1 at 1.01; overloaded: 1/1")
  }
}
