/// How an arc between two nodes is priced.
@usableFromInline package enum LinkModel: String, Sendable, Codable, CaseIterable {
  /// A pure delay: f tasks per second on the arc cost f · e.
  case delay
  /// A FIFO link, an M/D/1 queue with the transmission time as its service time.
  case queue
}

/// What a state of the network costs: Model (5)–(7) without the network.
@usableFromInline package struct CostModel: Sendable, Equatable {
  /// κ: what one wrong answer costs, in seconds of delay.
  @usableFromInline package var kappaSeconds: Double
  /// The queue at servers, and at links when they are queues.
  @usableFromInline package var queue: MD1Queue
  /// How arcs are priced.
  @usableFromInline package var linkModel: LinkModel

  /// A cost model; the defaults are those of the model's page.
  package init(kappaSeconds: Double = 0.5, queue: MD1Queue = MD1Queue(), linkModel: LinkModel = .delay) {
    self.kappaSeconds = kappaSeconds
    self.queue = queue
    self.linkModel = linkModel
  }

  /// The cost of an arc that carries `flow` tasks per second, each `transmissionSeconds` long, without
  /// propagation.
  @inlinable @inline(__always) package func link(flow: Double, transmissionSeconds: Double) -> MD1Queue.Value
  {
    switch linkModel {
    case .delay:
      MD1Queue.Value(number: flow * transmissionSeconds, marginal: transmissionSeconds, curvature: 0)
    case .queue:
      queue.value(inflow: flow, serviceSeconds: transmissionSeconds)
    }
  }
}
