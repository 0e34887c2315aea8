import EdgeModel

/// The markets of ``ClearingStep``, one per layer, all at once: each knows only its own offloaders and receivers.
extension DTORounds {
  /// Offloaders ask, receivers answer with surcharges, several times; then everybody moves as far as it pays.
  mutating func clearMarkets(by rule: some StepRule) {
    for layer in layers.dropLast() {
      mail.dropSurcharges(to: problem.network.nodes(of: layer + 1))
      for phase in 0...rule.clearingPhases {
        ask(layer, rule)
        answerDemand(from: layer, isLast: phase == rule.clearingPhases)
      }
      settle(layer)
    }
    let answers = (rule.clearingPhases + 1) * problem.network.arcCount
    traffic.count(answers, of: Demand.byteCount)
    traffic.count(answers, of: Demand.surchargeByteCount)
  }

  private mutating func ask(_ layer: Int, _ rule: some StepRule) {
    let mail = mail
    sweep(layer) { $0.demand(mail, by: rule) }
  }

  private mutating func settle(_ layer: Int) {
    let mail = mail
    sweep(layer) { $0.settle(mail) }
  }

  /// The last answer is what the price would really be; the others are what clears the market.
  private mutating func answerDemand(from layer: Int, isLast: Bool) {
    let network = problem.network, heads = network.nodes(of: layer + 1)
    for head in heads {
      var demand = Demand()
      for block in blocks(of: layer) { demand.add(blocks[block].demanded[head - heads.lowerBound]) }
      let supply = SupplyCurve(
        inflow: mail.receiver(head).inflow.total, serviceSeconds: network.serviceSeconds[head],
        curvature: mail.reply(of: head).curvature, queue: problem.cost.queue)
      let surcharge =
        isLast
        ? supply.rise(demand.net).surcharge
        : supply.clearingSurcharge(demand, at: mail.surcharge(by: head))
      mail.deliver(surcharge: surcharge, from: head)
    }
  }
}
