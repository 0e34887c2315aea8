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
  private var offers: [DTOOffloader.Offer]
  private var links: [LinkState]
  /// The flow in 1/s that moves at each arc's head per unit of the tail's probability.
  private var moving: [Double]
  private var patience: [Patience]

  /// The smallest proposal, as a share of the outflow, that is told from rounding.
  private static let leastProposal = 1e-9

  /// What an offloader knows of one of its arcs.
  private struct LinkState {
    var crossing = 0.0
    var curvature = 0.0
  }

  /// Rounds that start from `plan`.
  package init(_ problem: DecisionProblem, from plan: OffloadingPlan) {
    let nodes = problem.network.nodeCount
    self.problem = problem
    self.plan = plan
    receivers = [DTOReceiver](repeating: DTOReceiver(), count: nodes)
    offloaders = receivers.map { DTOOffloader(receiver: $0, survive: .zero) }
    onward = [OnwardCost](repeating: OnwardCost(), count: nodes)
    replies = [PriceMessage](repeating: PriceMessage(), count: nodes)
    offers = [DTOOffloader.Offer](
      repeating: DTOOffloader.Offer(price: 0, steepness: 0), count: problem.network.arcCount)
    links = [LinkState](repeating: LinkState(), count: problem.network.arcCount)
    moving = [Double](repeating: 0, count: problem.network.arcCount)
    patience = [Patience](repeating: Patience(), count: nodes)
  }

  /// One exchange of messages: flows forward, prices back.
  package mutating func exchange() {
    let problem = problem  // handed down, so that no node copies it
    for node in 0..<problem.network.nodeCount { sendFlows(to: node, problem.network, problem.conditions) }
    for node in (0..<problem.network.nodeCount).reversed() { returnPrices(from: node, problem) }
    traffic.count(problem.network.arcCount, of: FlowMessage.byteCount)
    traffic.count(problem.network.arcCount, of: PriceMessage.byteCount)
  }

  private mutating func sendFlows(to node: Int, _ network: Network, _ conditions: Conditions) {
    var receiver = DTOReceiver()
    if node < network.deviceCount {
      receiver = DTOReceiver(arrivals: conditions.arrivalRate[node], mix: conditions.classMix[node])
    } else {
      for arc in network.arcs(into: node) {
        receiver.receive(offloaders[network.tail[arc]].message(probability: plan.probability[arc]))
      }
    }
    receivers[node] = receiver
    offloaders[node] = DTOOffloader(
      receiver: receiver, survive: network.survive(at: node, level: plan.level[node]))
  }

  private mutating func returnPrices(from node: Int, _ problem: DecisionProblem) {
    let network = problem.network, outflow = offloaders[node].total
    var onward = OnwardCost()
    for arc in network.arcs(from: node) {
      let reply = replies[network.head[arc]], flow = plan.probability[arc] * outflow
      let link = problem.cost.link(
        flow: flow, transmissionSeconds: problem.conditions.transmissionSeconds[arc])
      links[arc] = LinkState(
        crossing: link.marginal + network.propagationSeconds[arc], curvature: link.curvature)
      onward.add(
        probability: plan.probability[arc], crossing: links[arc].crossing, price: reply.price,
        elasticity: link.curvature * flow + reply.elasticity)
    }
    self.onward[node] = onward
    replies[node] = receivers[node].reply(
      serviceSeconds: network.serviceSeconds[node],
      survive: network.survive(at: node, level: plan.level[node]),
      error: network.error(at: node, level: plan.level[node]), onward: onward, cost: problem.cost)
    for arc in network.arcs(from: node) { moving[arc] = replies[network.head[arc]].contention }
    makeOffers(to: node, network)
  }

  /// What the receivers of `node` have on offer, for the flows that `moving` says.
  private mutating func makeOffers(to node: Int, _ network: Network) {
    let offloader = offloaders[node]
    for arc in network.arcs(from: node) {
      offers[arc] = offloader.offer(
        replies[network.head[arc]], crossing: links[arc].crossing, curvature: links[arc].curvature,
        moving: moving[arc])
    }
  }

  /// Every node sets its threshold from the last exchange; one that goes to and fro has to wait in between.
  ///
  /// - Returns: How many nodes changed it.
  package mutating func updateThresholds(by search: ThresholdSearch) -> Int {
    var changed = 0
    for node in 0..<problem.network.nodeCount where patience[node].isOver() {
      let level = receivers[node].level(
        from: plan.level[node], exit: problem.network.exit(at: node), onward: onward[node],
        cost: problem.cost,
        search: search)
      guard level != plan.level[node] else { continue }
      changed += 1
      patience[node].note(moveFrom: plan.level[node], to: level)
      plan.level[node] = level
    }
    return changed
  }

  /// Every offloader moves probability from the last exchange.
  package mutating func updateStrategies(by rule: some StepRule) {
    let network = problem.network
    if rule.asksForGrants { askForGrants(rule, network) }
    for node in 0..<network.nodeCount {
      rule.move(&plan.probability, arcs: network.arcs(from: node), offers: offers)
    }
  }

  /// Offloaders propose moves as if alone; receivers answer with what is proposed to them in all; offers are made anew
  /// with that: S_j = max(|Σ proposed in − Σ proposed out|, largest single proposal), Model (12).
  private mutating func askForGrants(_ rule: some StepRule, _ network: Network) {
    var proposed = plan.probability
    for node in 0..<network.nodeCount {
      let outflow = offloaders[node].total
      for arc in network.arcs(from: node) { moving[arc] = outflow }
      makeOffers(to: node, network)
      rule.move(&proposed, arcs: network.arcs(from: node), offers: offers)
      for arc in network.arcs(from: node) {
        proposed[arc] = outflow * (proposed[arc] - plan.probability[arc])
      }
    }
    for node in 0..<network.nodeCount {
      var net = 0.0, largest = 0.0
      for arc in network.arcs(into: node) {
        net += proposed[arc]
        largest = max(largest, abs(proposed[arc]))
      }
      let granted = max(abs(net), largest), contention = replies[node].contention
      for arc in network.arcs(into: node) {
        let outflow = offloaders[network.tail[arc]].total, own = abs(proposed[arc])
        // Near the optimum proposals sink into rounding, and the ratio of two roundings would set the step.
        let isReal = own > Self.leastProposal * outflow
        moving[arc] = isReal ? min(contention, outflow * granted / own) : contention
      }
    }
    for node in 0..<network.nodeCount { makeOffers(to: node, network) }
    traffic.count(2 * network.arcCount, of: 8)
  }

  /// Counts the reports by which a coordinator learns that the tolerance is met: per node its share of the
  /// objective, of the stationarity, and whether its threshold moved.
  package mutating func reportProgress() {
    traffic.count(problem.network.nodeCount, of: 17)
  }

  /// The answer each node gave last, for tests and for reading a state.
  package var lastReplies: [PriceMessage] { replies }
  /// The offers each offloader saw last, by arc, for tests and for reading a state.
  package var lastOffers: [DTOOffloader.Offer] { offers }
}
