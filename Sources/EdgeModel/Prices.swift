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
        exit: network.exit(at: index), level: plan.level[index], onward: onward, cost: problem.cost)
      continuation[index] = onward.price
      node[index] = price.price
      curvature[index] = price.curvature
      elasticity[index] = price.elasticity
    }
  }
}

/// What letting tasks go on costs a node, summed over its receivers.
package struct OnwardCost: Sendable, Equatable {
  /// C: Σ_k p_jk (N′_jk + τ_jk + V_k), in s.
  package var price = ClassVector.zero
  /// Σ_k p_jk (N″_jk f_jk + ε_k), in s.
  package var elasticity = 0.0

  /// Nothing beyond this node.
  package init() {}

  /// Adds one receiver, used with `probability`.
  package mutating func add(probability: Double, crossing: Double, price: ClassVector, elasticity: Double) {
    self.price += probability * (price + crossing)
    self.elasticity += probability * elasticity
  }
}

/// The price of one node from what it knows: its inflow, its service time, its level and its onward cost.
package struct NodePrice: Sendable, Equatable {
  /// V: cost-to-go of one more task of each class, in s: Model (8).
  package let price: ClassVector
  /// ε: inflow times the bound of the second derivative, in s.
  package let elasticity: Double
  /// W = ε/φ, in s²; N″ when idle.
  package let curvature: Double

  /// The price at a node.
  package init(
    inflow: ClassVector, serviceSeconds: Double, exit: StageExit, level: Int, onward: OnwardCost,
    cost: CostModel
  ) {
    let survive = exit.survive(at: level), total = inflow.total
    let queue = cost.queue.value(inflow: total, serviceSeconds: serviceSeconds)
    price = queue.marginal + cost.kappaSeconds * exit.error(at: level) + survive * onward.price
    let surviving = inflow.dot(survive)
    // ε_j = N″_j φ_j + r_j Σ_k p_jk (N″_jk f_jk + ε_k), with r_j φ_j = what survives
    curvature = queue.curvature + (total > 0 ? surviving / total * onward.elasticity / total : 0)
    elasticity = curvature * total
  }
}
