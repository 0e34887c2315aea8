package import EdgeModel

/// The communication rounds of DTO-EE inside one slot.
///
/// A round is: flows go forward (DTO-O → DTO-R), prices come back (DTO-R → DTO-O), then every node sets its
/// threshold and every offloader its strategy, all from what was just said. This type is the network between the
/// nodes and the memory of each; what a node computes stands in `DTOReceiver` and `DTOOffloader`.
package struct DTORounds: Sendable {
  private let problem: DecisionProblem
  /// The plan as it stands.
  package private(set) var plan: OffloadingPlan
  /// What was said so far.
  package private(set) var traffic = MessageTraffic()

  private var receivers: [DTOReceiver]
  private var offloaders: [DTOOffloader]
  private var onward: [OnwardCost]
  private var replies: [PriceMessage]
  private var offers: [[DTOOffloader.Offer]]

  /// Rounds that start from `plan`.
  package init(_ problem: DecisionProblem, from plan: OffloadingPlan) {
    let nodes = problem.network.nodeCount
    self.problem = problem
    self.plan = plan
    receivers = [DTOReceiver](repeating: DTOReceiver(), count: nodes)
    offloaders = receivers.map { DTOOffloader(receiver: $0, survive: .zero) }
    onward = [OnwardCost](repeating: OnwardCost(), count: nodes)
    replies = [PriceMessage](repeating: PriceMessage(), count: nodes)
    offers = (0..<nodes).map { node in
      [DTOOffloader.Offer](
        repeating: DTOOffloader.Offer(price: 0, steepness: 0), count: problem.network.arcs(from: node).count)
    }
  }

  /// One exchange of messages about the plan as it stands: flows forward, prices back.
  package mutating func exchange() {
    for node in 0..<problem.network.nodeCount { sendFlows(to: node) }
    for node in (0..<problem.network.nodeCount).reversed() { returnPrices(from: node) }
    traffic.count(problem.network.arcCount, of: FlowMessage.byteCount)
    traffic.count(problem.network.arcCount, of: PriceMessage.byteCount)
  }

  private mutating func sendFlows(to node: Int) {
    let network = problem.network
    if node < network.deviceCount {
      receivers[node] = DTOReceiver(
        arrivals: problem.conditions.arrivalRate[node], mix: problem.conditions.classMix[node])
    } else {
      receivers[node] = DTOReceiver()
      for arc in network.arcs(into: node) {
        receivers[node].receive(
          offloaders[network.tail[arc]].message(probability: plan.probability[arc]))
      }
    }
    offloaders[node] = DTOOffloader(
      receiver: receivers[node], survive: network.exit(at: node).survive(at: plan.level[node]))
  }

  private mutating func returnPrices(from node: Int) {
    let network = problem.network, offloader = offloaders[node]
    let outflow = offloader.outflow.total
    var onward = OnwardCost()
    for (index, arc) in network.arcs(from: node).enumerated() {
      let reply = replies[network.head[arc]], flow = plan.probability[arc] * outflow
      let link = problem.cost.link(
        flow: flow, transmissionSeconds: problem.conditions.transmissionSeconds[arc])
      let crossing = link.marginal + network.propagationSeconds[arc]
      offers[node][index] = offloader.offer(reply, crossing: crossing, curvature: link.curvature)
      onward.add(
        probability: plan.probability[arc], crossing: crossing, price: reply.price,
        elasticity: link.curvature * flow + reply.elasticity)
    }
    self.onward[node] = onward
    replies[node] = receivers[node].reply(
      serviceSeconds: network.serviceSeconds[node], exit: network.exit(at: node), level: plan.level[node],
      onward: onward, cost: problem.cost)
  }

  /// Every node sets its threshold from the last exchange.
  ///
  /// - Returns: How many nodes changed it.
  package mutating func updateThresholds() -> Int {
    var changed = 0
    for node in 0..<problem.network.nodeCount {
      let level = receivers[node].level(
        from: plan.level[node], exit: problem.network.exit(at: node), onward: onward[node], cost: problem.cost
      )
      if level != plan.level[node] { changed += 1 }
      plan.level[node] = level
    }
    return changed
  }

  /// Every offloader moves probability from the last exchange.
  package mutating func updateStrategies(by rule: some StepRule) {
    for node in 0..<problem.network.nodeCount {
      DTOOffloader.move(
        &plan.probability, arcs: problem.network.arcs(from: node), offers: offers[node], rule: rule)
    }
  }

  /// Counts the reports by which a coordinator learns that the tolerance is met: per node its share of the
  /// objective, of the stationarity, and whether its threshold moved.
  package mutating func reportProgress() {
    traffic.count(problem.network.nodeCount, of: 17)
  }

  /// The answer each node gave last, for tests and for reading a state.
  package var lastReplies: [PriceMessage] { replies }
  /// The offers each offloader saw last, for tests and for reading a state.
  package var lastOffers: [[DTOOffloader.Offer]] { offers }
}
