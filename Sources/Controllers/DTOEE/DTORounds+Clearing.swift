import EdgeModel

/// The markets of ``ClearingStep``, one per layer, all at once: each knows only its own offloaders and receivers.
extension DTORounds {
  /// Offloaders ask, receivers answer with surcharges, several times; then everybody moves as far as it pays.
  mutating func clearMarkets(by rule: some StepRule) {
    for layer in layers.dropLast() {
      openMarket(layer, rule)
      for _ in 0..<rule.clearingPhases {
        ask(layer)
        answer(layer) { $0.answer($1, from: $2) }
      }
      ask(layer)
      answer(layer) { $0.close($1, from: $2) }
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

  private mutating func ask(_ layer: Int) {
    let receivers = receiverMarkets[layer]
    sweep(layer) { $0.demand(receivers) }
  }

  /// Every receiver hears what all blocks ask of it, in their order, and answers.
  private mutating func answer(_ layer: Int, _ answer: (inout ReceiverMarket, Demand, Int) -> Void) {
    for index in 0..<problem.network.nodes(of: layer + 1).count {
      var demand = Demand()
      for block in blocks(of: layer) {
        if let market = blocks[block].market { demand.add(market.demanded[index]) }
      }
      answer(&receiverMarkets[layer], demand, index)
    }
  }

  private mutating func settle(_ layer: Int, _ rule: some StepRule) {
    let receivers = receiverMarkets[layer], network = problem.network
    sweep(layer) { $0.settle(receivers, network, gathersMomentum: rule.gathersMomentum) }
  }
}
