import EdgeModel

/// What nodes do when the coordinator has answered.
extension DTORounds {
  /// Every node keeps its strategy and its threshold.
  mutating func keep() {
    for block in blocks.indices { blocks[block].keep() }
  }

  /// Every node goes back to what it kept, and all exchange once more.
  mutating func goBack() {
    for block in blocks.indices { blocks[block].goBack() }
    isAnswered = false
    exchange()
  }

  /// What nodes offer to do with their thresholds, the most promising first.
  mutating func thresholdOffers() -> [ThresholdOffer] {
    let offers = blocks.flatMap { $0.thresholdOffers(mail) }
    traffic.count(offers.count, of: ThresholdOffer.byteCount)
    return offers.sorted { ($0.gain, $1.node) > ($1.gain, $0.node) }
  }

  /// The nodes of `offers` move their thresholds.
  mutating func take(_ offers: ArraySlice<ThresholdOffer>) {
    isAnswered = false
    for offer in offers {
      for block in blocks.indices where blocks[block].nodes.contains(offer.node) {
        blocks[block].level[offer.node - blocks[block].nodes.lowerBound] = offer.level
      }
    }
  }
}
