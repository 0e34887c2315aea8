import EdgeModel

/// One exchange of messages: flows forward, prices back.
extension NodeBlock {
  /// Every node tells its receivers what it sends them.
  mutating func sendFlows(_ mail: Mail) {
    let network = mail.problem.network, probability = probability
    var column = Self.take(&told)
    var told = column.mutableSpan
    for index in told.indices { told[index] = DTOReceiver.Heard() }
    for node in nodes {
      let offloader = offloader(node, mail)
      total[node - nodes.lowerBound] = offloader.total
      for arc in network.arcs(from: node) {
        let message = offloader.message(probability: probability[arc - arcs.lowerBound])
        told[network.head[arc] - heads.lowerBound].receive(message)
      }
    }
    self.told = column
  }

  /// Every node works out its price from the replies of the next layer, and what its receivers have on offer.
  mutating func returnPrices(_ mail: Mail) {
    let network = mail.problem.network, cost = mail.problem.cost
    var prices = Self.take(&price), steepness = Self.take(&linkSteepness)
    report = NodeReport()
    for node in nodes {
      let index = node - nodes.lowerBound, level = level[index]
      let receiver = mail.receiver(node), survive = network.survive(at: node, level: level)
      let offloader = DTOOffloader(receiver: receiver, survive: survive)
      let onward = askReceivers(of: node, offloader, mail, &prices, &steepness)
      let error = network.error(at: node, level: level)
      let own = receiver.price(
        serviceSeconds: network.serviceSeconds[node], survive: survive, error: error, onward: onward,
        cost: cost)
      report.number += own.number
      report.errorFlow += receiver.inflow.dot(error)
      if layer > 0 { answers[index] = receiver.reply(own) }
      if !self.onward.isEmpty { self.onward[index] = onward }
    }
    (price, linkSteepness) = (prices, steepness)
  }

  /// Fills the offers to `node` and sums up what letting tasks go on costs it.
  private mutating func askReceivers(
    of node: Int, _ offloader: DTOOffloader, _ mail: Mail, _ prices: inout [Double],
    _ steepness: inout [Double]
  ) -> OnwardCost {
    let problem = mail.problem, network = problem.network
    var onward = OnwardCost(), number = 0.0, best = Double.infinity
    for arc in network.arcs(from: node) {
      let place = arc - arcs.lowerBound, reply = mail.reply(of: network.head[arc])
      let propagation = network.propagationSeconds[arc], flow = probability[place] * offloader.total
      let link = problem.cost.link(
        flow: flow, transmissionSeconds: problem.conditions.transmissionSeconds[arc])
      let crossing = link.marginal + propagation
      let price = offloader.price(reply.price, crossing: crossing)
      onward.add(
        probability: probability[place], crossing: crossing, price: reply.price,
        elasticity: link.curvature * flow + reply.elasticity)
      number += link.number + flow * propagation
      prices[place] = price
      steepness[place] = link.curvature * offloader.total
      best = min(best, price)
    }
    var excess = 0.0
    for arc in network.arcs(from: node) {
      let place = arc - arcs.lowerBound
      excess += probability[place] * (prices[place] - best)
    }
    report.number += number
    report.unilateralGain += offloader.total * excess
    return onward
  }
}
