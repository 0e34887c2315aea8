package import EdgeModel

/// DTO-O: what one node does as an offloader. It knows its own outflow and arcs and the answers of its receivers.
package struct DTOOffloader: Sendable {
  /// o_i: what the node sends on by class, in 1/s.
  package let outflow: ClassVector
  /// w_i: the mix of it, or of what would be sent.
  package let mix: ClassVector

  /// The offloader behind a receiver whose level lets `survive` of each class pass.
  package init(receiver: DTOReceiver, survive: ClassVector) {
    outflow = receiver.inflow * survive
    let inflowMix = receiver.inflowMix
    mix = ClassMix.first(of: inflowMix * survive, inflowMix)
  }

  /// What to tell the receiver that gets `probability` of the outflow.
  package func message(probability: Double) -> FlowMessage {
    let isIdle = outflow.total <= 0
    return FlowMessage(probability: probability, isIdle: isIdle, classes: isIdle ? mix : outflow)
  }

  /// What one receiver has on offer.
  package struct Offer: Sendable, Equatable {
    /// δ_ij in s: Model (9).
    package var price: Double
    /// W_j A_j + N″_ij o_i in s: how fast the price may rise per unit of probability when everybody moves.
    package var steepness: Double

    /// An offer.
    package init(price: Double, steepness: Double) {
      self.price = price
      self.steepness = steepness
    }
  }

  /// The offer behind `reply`, over an arc that costs `crossing` seconds and whose own price has `curvature`.
  package func offer(_ reply: PriceMessage, crossing: Double, curvature: Double) -> Offer {
    Offer(
      price: crossing + mix.dot(reply.price),
      steepness: reply.curvature * reply.contention + curvature * outflow.total)
  }

  /// Moves probability from every receiver to the one with the lowest price: Model (10), (11).
  ///
  /// - Parameters:
  ///   - probability: The strategy of all arcs; those in `arcs` are this node's.
  ///   - offers: One per arc, in the order of `arcs`.
  package static func move(
    _ probability: inout [Double], arcs: Range<Int>, offers: [Offer], rule: some StepRule
  ) {
    guard let best = offers.indices.min(by: { offers[$0].price < offers[$1].price }) else { return }
    var elsewhere = 0.0
    for index in offers.indices where index != best {
      let arc = arcs.lowerBound + index
      let gap = offers[index].price - offers[best].price
      if gap > 0 {
        let step = rule.step(
          gap: gap, steepness: offers[index].steepness + offers[best].steepness)
        probability[arc] -= min(probability[arc], step)
      }
      elsewhere += probability[arc]
    }
    probability[arcs.lowerBound + best] = max(0, 1 - elsewhere)
  }
}
