/// What one more task would cost everywhere: Model (8), (9) and the curvature of section 3.
package struct Prices: Sendable {
  /// V: cost-to-go of one more task of each class at each node, in s.
  package private(set) var node: [ClassVector]
  /// C: cost of letting it go on from each node, in s; 0 in the last layer.
  package private(set) var continuation: [ClassVector]
  /// N′ + τ of each arc, in s: what crossing it costs by itself.
  package private(set) var crossing: [Double]
  /// δ: marginal cost of each arc for what its tail sends on, in s.
  package private(set) var arc: [Double]
  /// W: a bound of the second derivative of J in each node's inflow, in s².
  package private(set) var curvature: [Double]

  /// The prices at `flows`: one backward sweep, last layer first.
  ///
  /// - Complexity: O(nodes + arcs).
  package init(_ problem: DecisionProblem, _ plan: OffloadingPlan, _ flows: Flows) {
    let network = problem.network
    node = [ClassVector](repeating: .zero, count: network.nodeCount)
    continuation = node
    crossing = [Double](repeating: 0, count: network.arcCount)
    arc = crossing
    curvature = [Double](repeating: 0, count: network.nodeCount)
    var elasticity = curvature
    for index in (0..<network.nodeCount).reversed() {
      var onward = OnwardCost()
      for out in network.arcs(from: index) {
        let link = problem.cost.link(
          flow: flows.arcFlow[out], transmissionSeconds: problem.conditions.transmissionSeconds[out])
        let head = network.head[out]
        crossing[out] = link.marginal + network.propagationSeconds[out]
        arc[out] = crossing[out] + flows.outflowMix[index].dot(node[head])  // Model (9)
        onward.add(
          probability: plan.probability[out], crossing: crossing[out], price: node[head],
          elasticity: link.curvature * flows.arcFlow[out] + elasticity[head])
      }
      let price = NodePrice(
        inflow: flows.inflow[index], serviceSeconds: network.serviceSeconds[index],
        survive: network.survive(at: index, level: plan.level[index]),
        error: network.error(at: index, level: plan.level[index]), onward: onward, cost: problem.cost)
      continuation[index] = onward.price
      node[index] = price.price
      curvature[index] = price.curvature
      elasticity[index] = price.elasticity
    }
  }
}
