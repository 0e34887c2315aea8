import EdgeModel

/// One exchange of messages: flows forward, prices back.
extension NodeBlock {
  /// Every node tells its receivers what it sends them.
  mutating func sendFlows(_ mail: Mail) {
    if let alike { return sendAlike(mail, alike.mix) }
    let network = mail.problem.network, head = network.head.span, plan = probability
    let probability = plan.span
    var column = told.take()
    var told = column.mutableSpan
    for index in told.indices { told[index] = DTOReceiver.Heard() }
    for node in nodes {
      let offloader = offloader(node, mail)
      total[node - nodes.lowerBound] = offloader.total
      guard offloader.total > 0 else { continue }
      for arc in network.arcs(from: node) {
        told[head[arc] - heads.lowerBound].receive(
          probability[arc - arcs.lowerBound], of: offloader.outflow, total: offloader.total)
      }
    }
    self.told = column
  }

  /// Every node works out its price from the replies of the next layer, and what its receivers have on offer.
  mutating func returnPrices(_ mail: Mail) {
    if let alike { return returnAlike(mail, alike.mix, alike.groups) }
    let network = mail.problem.network, cost = mail.problem.cost
    var priceColumn = price.take(), steepnessColumn = linkSteepness.take()
    var prices = priceColumn.mutableSpan, steepness = steepnessColumn.mutableSpan
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
      report.penalty += own.penalty
      report.errorFlow += receiver.inflow.dot(error)
      if layer > 0 { answers[index] = receiver.reply(own) }
      if !self.onward.isEmpty { self.onward[index] = onward }
    }
    (price, linkSteepness) = (priceColumn, steepnessColumn)
  }

  /// Fills the offers to `node` and sums up what letting tasks go on costs it; a device without an exit is asked for
  /// no price and sets no threshold, so that for it nothing is summed up.
  private mutating func askReceivers(
    of node: Int, _ offloader: DTOOffloader, _ mail: Mail, _ prices: inout MutableSpan<Double>,
    _ steepness: inout MutableSpan<Double>
  ) -> OnwardCost {
    let problem = mail.problem, network = problem.network
    let head = network.head.span, plan = probability, probability = plan.span
    let propagationSeconds = network.propagationSeconds.span
    let transmissionSeconds = problem.conditions.transmissionSeconds.span
    let isAsked = layer > 0 || !self.onward.isEmpty
    var onward = OnwardCost(), number = 0.0, penalty = 0.0, best = Double.infinity
    for arc in network.arcs(from: node) {
      let place = arc - arcs.lowerBound, reply = mail.reply(of: head[arc])
      let propagation = propagationSeconds[arc], flow = probability[place] * offloader.total
      let link = problem.cost.link(flow: flow, transmissionSeconds: transmissionSeconds[arc])
      let crossing = link.marginal + propagation
      let price = offloader.price(reply.price, crossing: crossing)
      if isAsked, probability[place] > 0 {
        onward.add(
          probability: probability[place], crossing: crossing, price: reply.price,
          elasticity: link.curvature * flow + reply.elasticity)
      }
      number += link.number + flow * propagation
      penalty += link.penalty
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
    report.penalty += penalty
    report.unilateralGain += offloader.total * excess
    return onward
  }
}
