import Controllers
import EdgeModel
import TestSupport
import Testing

@Suite struct OverloadTests {
  private func decision(_ problem: DecisionProblem, thresholdEvery: Int = 1) throws -> Decision {
    let entry = try ControllerEntry.named("dto-ee-clearing")
    var settings = entry.defaults
    settings.thresholdEvery = thresholdEvery
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

  /// The tolerance is a share of what is carried: with the penalty in it, a search in overload would be over where it starts.
  @Test(arguments: UInt64(0)..<6, LinkModel.allCases)
  func `overload does not make a search content sooner`(seed: UInt64, linkModel: LinkModel) throws {
    var crowded = RandomProblem.make(seed: seed, load: 0.3, linkModel: linkModel)
    for device in crowded.conditions.arrivalRate.indices { crowded.conditions.arrivalRate[device] *= 8 }
    let plan = RandomProblem.plan(for: crowded, seed: seed), evaluation = Evaluation(crowded, plan)
    var rounds = DTORounds(crowded, from: plan, arcsPerBlock: 3)
    rounds.exchange()
    let report = rounds.reportProgress(), kappa = crowded.cost.kappaSeconds, flows = Flows(crowded, plan)
    var penalty = 0.0
    for node in 0..<crowded.network.nodeCount {
      penalty +=
        crowded.cost.queue.value(
          inflow: flows.inflow[node].total, serviceSeconds: crowded.network.serviceSeconds[node]
        ).penalty
      for arc in crowded.network.arcs(from: node) where linkModel == .queue {
        penalty +=
          crowded.cost.queue.value(
            inflow: flows.outflow[node].total * plan.probability[arc],
            serviceSeconds: crowded.conditions.transmissionSeconds[arc]
          ).penalty
      }
    }
    let whole = evaluation.objectiveSeconds * crowded.conditions.totalArrivalRate
    #expect(penalty > 0.5 * whole, "seed \(seed)")
    #expect(abs(report.carriedCost(kappaSeconds: kappa) - (whole - penalty)) < 1e-9 * whole, "seed \(seed)")
    let share = report.unilateralGain / report.carriedCost(kappaSeconds: kappa)
    #expect(report.isStationary(within: share * 1.01, kappaSeconds: kappa), "seed \(seed)")
    #expect(!report.isStationary(within: share * 0.99, kappaSeconds: kappa), "seed \(seed)")
  }

  /// The share of tasks that the thresholds let go on to the last stage.
  private func passed(_ decision: Decision, _ problem: DecisionProblem) -> Double {
    let flows = Flows(problem, decision.plan), last = problem.network.layers.count - 1
    return problem.network.nodes(of: last).reduce(0) { $0 + flows.inflow[$1].total }
      / problem.conditions.totalArrivalRate
  }
}
