package import EdgeModel

/// A heuristic that splits what each node sends on in proportion to some weight of the arcs, slot by slot.
///
/// Thresholds are fixed, or optimised for that split: (13) at every node with prices exchanged as in DTO-EE, until no
/// threshold moves, so that offloading can be compared alone and jointly.
struct ProportionalSplit: Controller {
  let network: Network
  let cost: CostModel
  let settings: ControllerSettings
  /// The weight of an arc under the observed conditions; not negative.
  let weight: @Sendable (DecisionProblem, Int) -> Double

  func decide(_ observation: Observation) -> Decision {
    let problem = DecisionProblem(network: network, cost: cost, conditions: observation.conditions)
    // A node that is known to have failed gets nothing where there is another.
    var plan = OffloadingPlan.weighted(on: network) { arc in
      problem.conditions.hasFailed(network.head[arc]) ? 0 : weight(problem, arc)
    }
    switch settings.thresholdRule {
    case .fixed:
      if let threshold = settings.threshold { plan.setThresholds(nearest: threshold, on: network) }
      return Decision(plan: plan, predicted: Evaluation(problem, plan), start: .cold, status: .converged)
    case .optimised:
      return optimisedThresholds(problem, from: plan)
    }
  }

  private func optimisedThresholds(_ problem: DecisionProblem, from plan: OffloadingPlan) -> Decision {
    var state = DTORounds(problem, from: plan)
    var rounds = 0, isMoving = true
    while isMoving && rounds < settings.rounds {
      state.exchange()
      isMoving = state.updateThresholds(by: settings.thresholdSearch) > 0
      rounds += 1
    }
    return Decision(
      plan: state.plan, predicted: state.evaluation(), start: .cold,
      status: isMoving ? .roundLimit : .converged, rounds: rounds, traffic: state.traffic)
  }
}

extension Network {
  /// μ of the arc's head relative to its layer: all nodes of a layer do the same work, so speed is 1/service time.
  package func speedWeight(ofArc arc: Int) -> Double { 1 / serviceSeconds[head[arc]] }
}
