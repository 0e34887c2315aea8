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
    let flows = Flows(problem, plan)
    return DecisionReason.sentence(
      decision, after: previous, on: problem, flows,
      OverloadRecord(decision.predicted, flows, on: problem, .summary))
  }

  private let plan = OffloadingPlan.uniform(on: SmallProblems.diamond().network)

  @Test func `a first plan says where it stands`() {
    #expect(
      sentence(SmallProblems.diamond(), plan) == "server 1/1 at 0.40; first plan; thresholds at stage 1 1.01")
  }

  @Test func `a later plan says what was short, who moved and what was shed`() {
    var moved = plan
    moved.probability[0] = 0.75
    moved.probability[1] = 0.25
    moved.level[1] = 0
    moved.level[2] = 0
    #expect(
      sentence(SmallProblems.diamond(), moved, after: plan)
        == "server 1/1 would be at 0.40, now 0.20; server 1/0 at 0.30; 1 device moved 25 % of its tasks to 1/0; "
        + "thresholds at stage 1 down 0.51 to 0.50 to shed 50 %")
    #expect(
      sentence(SmallProblems.diamond(), plan, after: moved)
        == "server 1/0 would be at 0.30, now 0.20; server 1/1 at 0.40; 1 device moved 25 % of its tasks to 1/1; "
        + "thresholds at stage 1 up 0.51 to 1.01 to pass on 50 % more")
  }

  @Test func `what cannot be carried is named`() {
    #expect(
      sentence(SmallProblems.diamond(arrivalRate: 15), plan, after: plan)
        == "overloaded: 1/1; server 1/1 at 1.50; nobody moved tasks; thresholds at stage 1 1.01")
  }

  @Test(arguments: [5, 6, 12]) func `five are named and the others counted`(servers: Int) {
    let network = Network(
      layers: [
        Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
        Layer(
          serviceSeconds: [Double](repeating: 1, count: servers), inputBytes: 1,
          exit: .final(error: ClassVector(repeating: 0))),
      ], arcs: [(0..<servers).map { Network.Arc(tail: 0, head: $0, propagationSeconds: 0) }])
    let problem = DecisionProblem(
      network: network, cost: CostModel(kappaSeconds: 0.5),
      conditions: Conditions(
        arrivalRate: [100], classMix: [ClassVector(repeating: 0.125)],
        transmissionSeconds: [Double](repeating: 0, count: servers)))
    let more = servers > 5 ? " and \(servers - 5) more" : ""
    #expect(
      sentence(problem, .uniform(on: network)).hasPrefix(
        "overloaded: 1/0, 1/1, 1/2, 1/3, 1/4\(more); server 1/"))
  }
}
