extension DecisionProblem {
  /// ρ of every node under `plan`, to the bit what ``Flows`` gives, where nothing else is asked.
  ///
  /// Arcs are walked in their order and add to their heads, so that memory is read forward; every head still adds up
  /// its senders in ascending order.
  ///
  /// - Complexity: O(nodes + arcs).
  package func utilisation(of plan: OffloadingPlan) -> [Double] {
    let network = network, heads = network.head, probability = plan.probability
    var inflow = [ClassVector](repeating: .zero, count: network.nodeCount)
    for device in 0..<network.deviceCount {
      inflow[device] = conditions.arrivalRate[device] * conditions.classMix[device]
    }
    for node in 0..<network.nodeCount {
      let outflow = inflow[node] * network.survive(at: node, level: plan.level[node])  // o_j = φ_j R
      for arc in network.arcs(from: node) { inflow[heads[arc]] += probability[arc] * outflow }
    }
    return inflow.indices.map { inflow[$0].total * network.serviceSeconds[$0] }
  }
}
