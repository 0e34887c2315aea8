import EdgeModel

/// What nodes change between two exchanges.
extension NodeBlock {
  /// Every node sets its threshold; one that goes to and fro has to wait in between.
  ///
  /// - Returns: How many nodes changed it.
  mutating func updateThresholds(_ mail: Mail, by search: ThresholdSearch) -> Int {
    guard let table = mail.problem.network.layers[layer].exit.table else { return 0 }
    var changed = 0
    for index in level.indices where patience[index].isOver() {
      let old = level[index]
      let new = mail.receiver(nodes.lowerBound + index).level(
        from: old, table: table, onward: onward[index], cost: mail.problem.cost, search: search)
      guard new != old else { continue }
      changed += 1
      patience[index].note(moveFrom: old, to: new)
      level[index] = new
    }
    return changed
  }

  /// Every offloader moves probability as `rule` says, when everybody may move at once.
  mutating func move(_ mail: Mail, by rule: some StepRule) {
    let network = mail.problem.network
    var column = offers.take()
    var offers = column.mutableSpan
    for node in nodes {
      let arcs = network.arcs(from: node)
      for arc in arcs {
        let head = network.head[arc]
        offers[arc - arcs.lowerBound] = offer(
          arc, steepness: mail.curvature(of: head) * mail.contention(of: head))
      }
      rule.move(&offers, count: arcs.count)
      for arc in arcs { probability[arc - self.arcs.lowerBound] = offers[arc - arcs.lowerBound].probability }
    }
    self.offers = column
  }

  /// Every offloader proposes the move it would make if it were alone.
  mutating func propose(_ mail: Mail, by rule: some StepRule) {
    if proposed.isEmpty { beginProposals() }
    for index in asked.indices { asked[index] = ProposedMoves() }
    let network = mail.problem.network
    var column = offers.take()
    var offers = column.mutableSpan
    for node in nodes {
      let arcs = network.arcs(from: node), total = total[node - nodes.lowerBound]
      for arc in arcs {
        offers[arc - arcs.lowerBound] = offer(
          arc, steepness: mail.curvature(of: network.head[arc]) * total)
      }
      rule.move(&offers, count: arcs.count)
      for arc in arcs {
        let place = arc - self.arcs.lowerBound
        let flow = total * (offers[arc - arcs.lowerBound].probability - probability[place])
        proposed[place] = flow
        asked[network.head[arc] - heads.lowerBound].add(flow)
      }
    }
    self.offers = column
  }

  /// Every offloader moves by what receivers have granted.
  mutating func moveAsGranted(_ mail: Mail, by rule: some StepRule) {
    let network = mail.problem.network
    var column = offers.take()
    var offers = column.mutableSpan
    for node in nodes {
      let arcs = network.arcs(from: node), total = total[node - nodes.lowerBound]
      for arc in arcs {
        let head = network.head[arc]
        let moving = DTOOffloader.moving(
          of: total, granted: mail.granted(by: head), proposed: proposed[arc - self.arcs.lowerBound],
          contention: mail.contention(of: head))
        offers[arc - arcs.lowerBound] = offer(arc, steepness: mail.curvature(of: head) * moving)
      }
      rule.move(&offers, count: arcs.count)
      for arc in arcs { probability[arc - self.arcs.lowerBound] = offers[arc - arcs.lowerBound].probability }
    }
    self.offers = column
  }

  /// The offer over `arc`, where the receiver's price is as steep as `steepness`.
  @inline(__always) private func offer(_ arc: Int, steepness: Double) -> DTOOffloader.Offer {
    let place = arc - arcs.lowerBound
    return DTOOffloader.Offer(
      probability: probability[place], price: price[place], steepness: steepness + linkSteepness[place])
  }

  private mutating func beginProposals() {
    proposed = [Double](repeating: 0, count: arcs.count)
    asked = [ProposedMoves](repeating: ProposedMoves(), count: heads.count)
  }
}
