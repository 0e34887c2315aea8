/// What letting tasks go on costs a node, summed over its receivers.
@usableFromInline package struct OnwardCost: Sendable, Equatable {
  /// C: Σ_k p_jk (N′_jk + τ_jk + V_k), in s.
  @usableFromInline package var price = ClassVector.zero
  /// Σ_k p_jk (N″_jk f_jk + ε_k), in s.
  @usableFromInline package var elasticity = 0.0

  /// Nothing beyond this node.
  @inlinable package init() {}

  /// Adds one receiver, used with `probability`.
  @inlinable @inline(__always) package mutating func add(
    probability: Double, crossing: Double, price: ClassVector, elasticity: Double
  ) {
    self.price += probability * (price + crossing)
    self.elasticity += probability * elasticity
  }
}

/// The price of one node from what it knows: its inflow, its service time, its level and its onward cost.
@usableFromInline package struct NodePrice: Sendable, Equatable {
  /// V: cost-to-go of one more task of each class, in s: Model (8).
  @usableFromInline package let price: ClassVector
  /// ε: inflow times the bound of the second derivative, in s.
  @usableFromInline package let elasticity: Double
  /// W = ε/φ, in s²; N″ when idle.
  @usableFromInline package let curvature: Double
  /// N: tasks at the node.
  @usableFromInline package let number: Double
  /// What of `number` is penalty.
  @usableFromInline package let penalty: Double

  /// The price at a node that lets `survive` of each class go on and sends `error` off with a wrong answer.
  @inlinable @inline(__always) package init(
    inflow: ClassVector, serviceSeconds: Double, survive: ClassVector, error: ClassVector,
    onward: OnwardCost, cost: CostModel
  ) {
    let total = inflow.total
    let queue = cost.queue.value(inflow: total, serviceSeconds: serviceSeconds)
    (number, penalty) = (queue.number, queue.penalty)
    price = queue.marginal + cost.kappaSeconds * error + survive * onward.price
    let surviving = inflow.dot(survive)
    // ε_j = N″_j φ_j + r_j Σ_k p_jk (N″_jk f_jk + ε_k), with r_j φ_j = what survives
    curvature = queue.curvature + (total > 0 ? surviving / total * onward.elasticity / total : 0)
    elasticity = curvature * total
  }
}
