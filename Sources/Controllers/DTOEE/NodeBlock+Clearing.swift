import EdgeModel

/// What nodes do while the market of their layer clears: ``ClearingStep``.
extension NodeBlock {
  /// Every offloader works out what stays as it is through the phases.
  mutating func openMarket(_ mail: Mail, by rule: some StepRule) {
    if market == nil { market = Market(of: self, mail.problem, reluctance: rule.firstReluctance) }
    market?.open(probability, price, linkSteepness, caution: rule.caution)
  }

  /// Every offloader asks for what it would send at the surcharges of `receivers`.
  mutating func demand(_ receivers: ReceiverMarket, isLast: Bool) {
    market?.ask(total, at: receivers.surcharge.span, isLast: isLast)
  }

  /// Every offloader moves to what it asked for last, or as far as it still gains at the prices that would then hold.
  ///
  /// - Parameter gathersMomentum: Whether those who keep moving the same way go further each time.
  mutating func settle(_ receivers: ReceiverMarket, gathersMomentum: Bool) {
    market?.settle(
      &probability, price, linkSteepness, asked: receivers.surcharge.span, charged: receivers.rise.span,
      gathersMomentum: gathersMomentum)
  }
}
