import EdgeModel

extension ControllerEntry {
  /// Everything to the receiver that it reaches soonest, whatever waits there.
  static let nearest = ControllerEntry(
    name: "nearest", isHeuristic: true, summary: "everything to the receiver that is soonest reached",
    source: "Model section 9", defaults: ControllerSettings(),
    make: { network, cost, settings, _ in
      SplitHeuristic(network: network, cost: cost, settings: settings, split: nearestReceivers)
    })

  /// All tasks of a node over the arc with the least e_ij + τ_ij whose head has not failed; ties go to the lower arc.
  private static func nearestReceivers(_ problem: DecisionProblem) -> OffloadingPlan {
    let network = problem.network, transmission = problem.conditions.transmissionSeconds
    var plan = OffloadingPlan.uniform(on: network)
    for node in 0..<network.nodeCount {
      let arcs = network.arcs(from: node)
      let standing = arcs.filter { !problem.conditions.hasFailed(network.head[$0]) }
      let best = (standing.isEmpty ? Array(arcs) : standing).min {
        transmission[$0] + network.propagationSeconds[$0] < transmission[$1] + network.propagationSeconds[$1]
      }
      for arc in arcs { plan.probability[arc] = arc == best ? 1 : 0 }
    }
    return plan
  }
}
