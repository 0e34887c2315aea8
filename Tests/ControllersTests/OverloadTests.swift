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

  /// 15 tasks/s fit both servers of the diamond but 100 ms each does not fit its link: f e = 1.5 or more on one of them.
  @Test func `a link that cannot carry what it must is named`() throws {
    var problem = SmallProblems.diamond(arrivalRate: 12, linkModel: .queue)
    problem.conditions.transmissionSeconds = [0.2, 0.2, 0.005, 0.005]
    let decision = try decision(problem)
    #expect(decision.status == .overloaded)
    #expect(decision.predicted.overloadedLinks == [0, 1])
    #expect(decision.predicted.overloadedNodes.isEmpty)
    #expect(problem.network.name(ofArc: 1) == "0/0-1/1")
  }

  @Test func `a link that is a pure delay is never overloaded`() throws {
    var problem = SmallProblems.diamond(arrivalRate: 12)
    problem.conditions.transmissionSeconds = [0.2, 0.2, 0.005, 0.005]
    #expect(try decision(problem).predicted.overloadedLinks.isEmpty)
  }

  @Test(arguments: UInt64(0)..<10)
  func `under overload thresholds fall before anything else gives`(seed: UInt64) throws {
    let calm = RandomProblem.make(seed: seed, load: 0.3)
    var crowded = calm
    for device in crowded.conditions.arrivalRate.indices { crowded.conditions.arrivalRate[device] *= 8 }
    func passed(_ decision: Decision) -> Double {
      decision.plan.level.reduce(0) { $0 + Double($1) }
    }
    let before = try decision(calm), after = try decision(crowded)
    #expect(after.status == .overloaded, "seed \(seed)")
    #expect(passed(after) <= passed(before), "seed \(seed)")
    #expect(after.predicted.objectiveSeconds.isFinite, "seed \(seed)")
  }
}
