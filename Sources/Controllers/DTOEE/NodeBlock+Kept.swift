import EdgeModel

/// What nodes keep of the best plan so far, and what they offer when thresholds are tried one by one.
extension NodeBlock {
  /// Every node keeps its strategy and its threshold.
  mutating func keep() {
    if kept.level.isEmpty {
      kept = OffloadingPlan(probability: probability, level: level)
      return
    }
    for index in level.indices { kept.level[index] = level[index] }
    for place in probability.indices { kept.probability[place] = probability[place] }
  }

  /// Every node goes back to what it kept.
  mutating func goBack() {
    for index in level.indices { level[index] = kept.level[index] }
    for place in probability.indices { probability[place] = kept.probability[place] }
    market?.forgetMoves(kept.probability)
  }

  /// What nodes would save by a step to a neighbouring level at the prices of the last exchange, nodes that save nothing left out.
  func thresholdOffers(_ mail: Mail) -> [ThresholdOffer] {
    guard let table = mail.problem.network.layers[layer].exit.table else { return [] }
    let kappa = mail.problem.cost.kappaSeconds
    return level.indices.compactMap { index in
      let inflow = mail.receiver(nodes.lowerBound + index).inflow
      let costs = LevelCosts(inflow: inflow, onward: onward[index], kappaSeconds: kappa)
      let next = ThresholdUpdate.level(
        from: level[index], inflow: inflow, onward: onward[index], table: table, kappaSeconds: kappa,
        search: .neighbours)
      let gain = costs.cost(of: level[index], table) - costs.cost(of: next, table)
      return gain > 0 ? ThresholdOffer(node: nodes.lowerBound + index, level: next, gain: gain) : nil
    }
  }
}
