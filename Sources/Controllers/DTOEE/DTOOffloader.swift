package import EdgeModel

/// DTO-O: what one node does as an offloader. It knows its own outflow and arcs and the answers of its receivers.
package struct DTOOffloader: Sendable {
  /// o_i: what the node sends on by class, in 1/s.
  package let outflow: ClassVector
  /// Σ_g o_i[g] in 1/s.
  package let total: Double
  /// w_i: the mix of it, or of what would be sent.
  package let mix: ClassVector

  /// The offloader behind a receiver whose level lets `survive` of each class pass.
  @inline(__always) package init(receiver: DTOReceiver, survive: ClassVector) {
    outflow = receiver.inflow * survive
    total = outflow.total
    mix = ClassMix.of(receiver.mix * survive, else: receiver.mix)
  }

  /// What to tell the receiver that gets `probability` of the outflow.
  @inline(__always) package func message(probability: Double) -> FlowMessage {
    let isIdle = total <= 0
    return FlowMessage(probability: probability, isIdle: isIdle, classes: isIdle ? mix : outflow)
  }

  /// δ_ij in s, Model (9), behind the answer `price` over an arc that costs `crossing` seconds.
  @inline(__always) package func price(_ price: ClassVector, crossing: Double) -> Double {
    crossing + mix.dot(price)
  }

  /// What one receiver gets and has on offer.
  package struct Offer: Sendable, Equatable {
    /// p_ij: the share of the outflow that goes there. A step rule replaces it.
    package var probability: Double
    /// δ_ij in s: Model (9).
    package var price: Double
    /// How fast the price may rise per unit of this offloader's probability, in s.
    package var steepness: Double

    /// An offer.
    package init(probability: Double, price: Double, steepness: Double) {
      self.probability = probability
      self.price = price
      self.steepness = steepness
    }
  }

  /// The flow in 1/s that moves at a receiver per unit of probability of an offloader that sends on `total`, once the receiver has granted
  /// `granted` to everybody who proposed, `proposed` of it this offloader's: Model (12).
  ///
  /// - Parameter contention: A_j, what moves at most.
  @inline(__always) package static func moving(
    of total: Double, granted: Double, proposed: Double, contention: Double
  ) -> Double {
    // Near the optimum proposals sink into rounding, and the ratio of two roundings would set the step.
    abs(proposed) > leastProposal * total ? min(contention, total * granted / abs(proposed)) : contention
  }

  /// The smallest proposal, as a share of the outflow, that is told from rounding.
  private static let leastProposal = 1e-9
}
