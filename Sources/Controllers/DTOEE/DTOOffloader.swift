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
  package init(receiver: DTOReceiver, survive: ClassVector) {
    outflow = receiver.inflow * survive
    total = outflow.total
    let inflowMix = receiver.inflowMix
    mix = ClassMix.first(of: inflowMix * survive, inflowMix)
  }

  /// What to tell the receiver that gets `probability` of the outflow.
  package func message(probability: Double) -> FlowMessage {
    let isIdle = total <= 0
    return FlowMessage(probability: probability, isIdle: isIdle, classes: isIdle ? mix : outflow)
  }

  /// What one receiver has on offer.
  package struct Offer: Sendable, Equatable {
    /// δ_ij in s: Model (9).
    package var price: Double
    /// How fast the price may rise per unit of this offloader's probability, in s.
    package var steepness: Double

    /// An offer.
    package init(price: Double, steepness: Double) {
      self.price = price
      self.steepness = steepness
    }
  }

  /// The offer behind `reply`, over an arc that costs `crossing` seconds and whose own price has `curvature`.
  ///
  /// - Parameter moving: The flow in 1/s that moves at the receiver per unit of this offloader's probability: A_j when
  ///   everybody may move at once, o_i when nobody else does, or what the receiver has granted.
  package func offer(_ reply: PriceMessage, crossing: Double, curvature: Double, moving: Double) -> Offer {
    Offer(
      price: crossing + mix.dot(reply.price),
      steepness: reply.curvature * moving + curvature * total)
  }
}
