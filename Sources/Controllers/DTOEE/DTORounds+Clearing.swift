import EdgeModel

/// The markets of ``ClearingStep``, one per layer, all at once: each knows only its own offloaders and receivers.
extension DTORounds {
  /// Offloaders ask, receivers answer with surcharges, several times; then everybody moves as far as it pays.
  mutating func clearMarkets(by rule: some StepRule) {
    for layer in layers.dropLast() {
      openMarket(layer, rule)
      for _ in 0..<rule.clearingPhases {
        ask(layer, isLast: false)
        receiverMarkets[layer].answer()
      }
      ask(layer, isLast: true)
      receiverMarkets[layer].close()
      settle(layer, rule)
    }
    let answers = (rule.clearingPhases + 1) * problem.network.arcCount
    traffic.count(answers, of: Demand.byteCount)
    traffic.count(answers, of: Demand.surchargeByteCount)
  }

  private mutating func openMarket(_ layer: Int, _ rule: some StepRule) {
    if receiverMarkets.isEmpty {
      receiverMarkets = [ReceiverMarket](repeating: ReceiverMarket(), count: layers.count - 1)
    }
    receiverMarkets[layer].open(problem.network.nodes(of: layer + 1), mail)
    let mail = mail
    sweep(layer) { $0.openMarket(mail, by: rule) }
  }

  /// Every offloader asks, and every receiver hears what all blocks ask of it, in their order.
  private mutating func ask(_ layer: Int, isLast: Bool) {
    let receivers = receiverMarkets[layer]
    sweep(layer) { $0.demand(receivers, isLast: isLast) }
    receiverMarkets[layer].beginPhase()
    for block in blocks(of: layer) {
      if let market = blocks[block].market { receiverMarkets[layer].hear(market.demanded) }
    }
  }

  private mutating func settle(_ layer: Int, _ rule: some StepRule) {
    let receivers = receiverMarkets[layer]
    sweep(layer) { $0.settle(receivers, gathersMomentum: rule.gathersMomentum) }
  }
}
