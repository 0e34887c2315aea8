import EdgeModel

/// What nodes do while the market of their layer clears: ``ClearingStep``.
extension NodeBlock {
  /// Every offloader asks for what it would send at the surcharges as they are.
  mutating func demand(_ mail: Mail, by rule: some StepRule) {
    if wanted.isEmpty { beginClearing(reluctance: rule.firstReluctance) }
    for index in demanded.indices { demanded[index] = Demand() }
    let network = mail.problem.network
    var column = Self.take(&offers)
    var offers = column.mutableSpan
    for node in nodes {
      let arcs = network.arcs(from: node), index = node - nodes.lowerBound
      var mean = 0.0
      for arc in arcs { mean += probability[arc - self.arcs.lowerBound] * price[arc - self.arcs.lowerBound] }
      let reluctance = reluctance[index].value * mean
      for arc in arcs {
        let place = arc - self.arcs.lowerBound
        offers[arc - arcs.lowerBound] = DTOOffloader.Offer(
          probability: probability[place], price: price[place] + mail.surcharge(by: network.head[arc]),
          steepness: reluctance + linkSteepness[place])
      }
      rule.move(&offers, count: arcs.count)
      for arc in arcs {
        let place = arc - self.arcs.lowerBound, share = offers[arc - arcs.lowerBound].probability
        let steepness = reluctance + linkSteepness[place]
        wanted[place] = share
        demanded[network.head[arc] - heads.lowerBound].add(
          total[index] * (share - probability[place]),
          response: share > 0 && steepness > 0 ? total[index] / steepness : 0)
      }
    }
    self.offers = column
  }

  /// Every offloader moves to what it asked for last, or as far as it still gains at the prices that would then hold.
  mutating func settle(_ mail: Mail) {
    let network = mail.problem.network
    for node in nodes where network.arcs(from: node).count > 1 {
      var before = 0.0, after = 0.0  // slopes of the cost along the move, at its two ends
      for arc in network.arcs(from: node) {
        let place = arc - arcs.lowerBound, move = wanted[place] - probability[place]
        let rise = mail.surcharge(by: network.head[arc]) + linkSteepness[place] * move
        before += price[place] * move
        after += (price[place] + rise) * move
      }
      let overshoots = after > 0
      let share = !overshoots ? 1 : before < 0 ? before / (before - after) : 0
      reluctance[node - nodes.lowerBound].note(overshot: overshoots)
      for arc in network.arcs(from: node) {
        let place = arc - arcs.lowerBound
        probability[place] += share * (wanted[place] - probability[place])
      }
    }
  }

  private mutating func beginClearing(reluctance: Double) {
    wanted = [Double](repeating: 0, count: arcs.count)
    demanded = [Demand](repeating: Demand(), count: heads.count)
    self.reluctance = [Reluctance](repeating: Reluctance(value: reluctance), count: nodes.count)
  }
}
