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

/// What a receiver is asked for, summed over its offloaders, when these first propose their moves: Model (12).
package struct ProposedMoves: Sendable {
  private var net = 0.0
  private var largest = 0.0

  /// The size of a proposal or of the answer to it in bytes: one double.
  package static let byteCount = 8

  /// No proposals.
  package init() {}

  /// Takes in a proposal to move `flow` in 1/s to the receiver, negative for a move away.
  package mutating func add(_ flow: Double) {
    net += flow
    largest = max(largest, abs(flow))
  }

  /// Takes in the proposals of further offloaders.
  package mutating func add(_ others: ProposedMoves) {
    net += others.net
    largest = max(largest, others.largest)
  }

  /// S_j = max(|Σ proposed in − Σ proposed out|, largest single proposal), in 1/s.
  package var granted: Double { max(abs(net), largest) }
}
