package import EdgeModel

/// What an offloader sends to each of its receivers in a round.
package struct FlowMessage: Sendable, Equatable {
  /// p_ij: the share of its outflow that goes to this receiver.
  package var probability: Double
  /// True when the offloader has nothing to send; `classes` is then the mix it would send, else its outflow in 1/s.
  package var isIdle: Bool
  /// o_i by class, or w_i when idle.
  package var classes: ClassVector

  /// Nine doubles and a flag.
  package static let byteCount = 73
}

/// What a receiver answers to each of its offloaders: the same to all of them.
package struct PriceMessage: Sendable, Equatable {
  /// V_j: cost-to-go by class, in s.
  package var price = ClassVector.zero
  /// W_j in s².
  package var curvature = 0.0
  /// ε_j in s.
  package var elasticity = 0.0
  /// A_j: what all offloaders that could send here send on in total, in 1/s.
  package var contention = 0.0

  /// Eleven doubles.
  package static let byteCount = 88

  /// What a node that never answered stands for.
  package init() {}

  /// An answer.
  package init(price: ClassVector, curvature: Double, elasticity: Double, contention: Double) {
    self.price = price
    self.curvature = curvature
    self.elasticity = elasticity
    self.contention = contention
  }
}
