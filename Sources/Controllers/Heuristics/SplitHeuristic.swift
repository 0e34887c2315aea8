package import EdgeModel

/// A heuristic that splits what each node sends on by a formula of its own, slot by slot, and then sets thresholds.
struct SplitHeuristic: Controller {
  let network: Network
  let cost: CostModel
  let settings: ControllerSettings
  /// The split under the observed conditions; its thresholds are ignored.
  let split: @Sendable (DecisionProblem) -> OffloadingPlan

  /// A split by any formula.
  init(
    network: Network, cost: CostModel, settings: ControllerSettings,
    split: @escaping @Sendable (DecisionProblem) -> OffloadingPlan
  ) {
    (self.network, self.cost, self.settings, self.split) = (network, cost, settings, split)
  }

  /// A split in proportion to some weight of the arcs, which is not negative.
  init(
    network: Network, cost: CostModel, settings: ControllerSettings,
    weight: @escaping @Sendable (DecisionProblem, Int) -> Double
  ) {
    self.init(network: network, cost: cost, settings: settings) { problem in
      // A node that is known to have failed gets nothing where there is another.
      OffloadingPlan.weighted(on: problem.network) { arc in
        problem.conditions.hasFailed(problem.network.head[arc]) ? 0 : weight(problem, arc)
      }
    }
  }

  func decide(_ observation: Observation) -> Decision {
    let problem = DecisionProblem(network: network, cost: cost, conditions: observation.conditions)
    let set = SplitThresholds(settings).set(split(problem), on: problem, backlog: observation.backlog)
    return Decision(
      plan: set.plan, predicted: Evaluation(problem, set.plan), start: .cold,
      status: set.isSettled ? .converged : .roundLimit, rounds: set.rounds, traffic: set.traffic)
  }
}

extension Network {
  /// μ of the arc's head relative to its layer: all nodes of a layer do the same work, so speed is 1/service time.
  package func speedWeight(ofArc arc: Int) -> Double { 1 / serviceSeconds[head[arc]] }
}
