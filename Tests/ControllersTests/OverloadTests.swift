import Controllers
import EdgeModel
import TestSupport
import Testing

@Suite struct OverloadTests {
  private func decision(_ problem: DecisionProblem) throws -> Decision {
    let entry = try ControllerEntry.named("dto-ee-clearing")
    var controller = entry.make(problem.network, problem.cost, entry.defaults, false)
    let backlog = [Int](repeating: 0, count: problem.network.nodeCount)
    return controller.decide(Observation(slot: 0, conditions: problem.conditions, backlog: backlog))
  }

  /// 12 tasks/s over two links that carry 5 tasks/s each: a split that spares one of them overloads the other more.
  @Test func `a link that cannot carry what it must is named`() throws {
    var problem = SmallProblems.diamond(arrivalRate: 12, linkModel: .queue)
    problem.conditions.transmissionSeconds = [0.2, 0.2, 0.005, 0.005]
    let decision = try decision(problem)
    #expect(decision.status == .overloaded)
    #expect(decision.predicted.overloadedLinks == [0, 1])
    #expect(problem.network.name(ofArc: 1) == "0/0-1/1")
  }

  @Test func `a link that is a pure delay is never overloaded`() throws {
    var problem = SmallProblems.diamond(arrivalRate: 12)
    problem.conditions.transmissionSeconds = [0.2, 0.2, 0.005, 0.005]
    #expect(try decision(problem).predicted.overloadedLinks.isEmpty)
  }

  @Test(arguments: UInt64(0)..<6)
  func `under overload thresholds fall before anything else gives`(seed: UInt64) throws {
    let calm = RandomProblem.make(seed: seed, load: 0.3)
    var crowded = calm
    for device in crowded.conditions.arrivalRate.indices { crowded.conditions.arrivalRate[device] *= 8 }
    /// The share of tasks that the thresholds let go on to the last stage.
    func passed(_ decision: Decision, _ problem: DecisionProblem) -> Double {
      let flows = Flows(problem, decision.plan), last = problem.network.layers.count - 1
      return problem.network.nodes(of: last).reduce(0) { $0 + flows.inflow[$1].total }
        / problem.conditions.totalArrivalRate
    }
    let before = try decision(calm), after = try decision(crowded)
    #expect(after.status == .overloaded, "seed \(seed)")
    #expect(passed(after, crowded) <= passed(before, calm) + 1e-9, "seed \(seed)")
    #expect(after.predicted.objectiveSeconds.isFinite, "seed \(seed)")
  }
}
