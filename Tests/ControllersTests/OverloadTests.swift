import Controllers
import EdgeModel
import TestSupport
import Testing

@Suite struct OverloadTests {
  private func decision(_ problem: DecisionProblem, thresholdEvery: Int = 1) throws -> Decision {
    let entry = try ControllerEntry.named("dto-ee-clearing")
    var settings = entry.defaults
    settings.thresholdEvery = thresholdEvery
    settings.tolerance = 0  // a share of an objective that overload dominates would leave thresholds anywhere
    var controller = entry.make(problem.network, problem.cost, settings, false)
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

  /// Eight times a load of 0.3 fits no first stage: nothing helps there, but what is behind need not be drowned too.
  @Test(arguments: UInt64(0)..<6)
  func `under overload thresholds fall and the rest is carried`(seed: UInt64) throws {
    var crowded = RandomProblem.make(seed: seed, load: 0.3)
    for device in crowded.conditions.arrivalRate.indices { crowded.conditions.arrivalRate[device] *= 8 }
    let fixed = try decision(crowded, thresholdEvery: 0), free = try decision(crowded, thresholdEvery: 1)
    #expect(fixed.status == .overloaded && free.status == .overloaded, "seed \(seed)")
    #expect(passed(free, crowded) < passed(fixed, crowded), "seed \(seed)")
    #expect(free.predicted.objectiveSeconds < fixed.predicted.objectiveSeconds, "seed \(seed)")
    let named = Set(free.predicted.overloadedNodes.map { crowded.network.layerOfNode[$0] })
    #expect(named == [1], "seed \(seed)")
  }

  /// The share of tasks that the thresholds let go on to the last stage.
  private func passed(_ decision: Decision, _ problem: DecisionProblem) -> Double {
    let flows = Flows(problem, decision.plan), last = problem.network.layers.count - 1
    return problem.network.nodes(of: last).reduce(0) { $0 + flows.inflow[$1].total }
      / problem.conditions.totalArrivalRate
  }
}
