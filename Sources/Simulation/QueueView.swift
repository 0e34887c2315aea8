import EdgeModel

/// What senders know of queues, for dispatch by least expected delay.
struct QueueView: Sendable, Codable {
  /// What waits on links.
  var links: LinkWork
  /// What servers have to do.
  var servers: ServerNews

  /// Idle queues of `network`; none where nobody looks.
  init(_ network: Network, isUsed: Bool) {
    links = LinkWork(arcCount: isUsed ? network.arcCount : 0)
    servers = ServerNews(nodeCount: isUsed ? network.nodeCount : 0)
  }
}

/// What a task has to expect over an arc.
///
/// A server that has failed comes after all others, then a link in outage, whatever else; of several such links, the one on
/// which least waits.
struct ExpectedDelay: Comparable {
  /// Whether the server has failed, by what is known.
  var hasFailed = false
  /// What waits on a link in outage, the task itself included; 0 on any other link.
  var stuck: Nanobits = 0
  /// Everything else: the whole delay, or without the link where that is in outage; in ns.
  var nanoseconds: Double
  /// How long the link takes, with what waits there; ∞ in an outage; in ns.
  var linkNanoseconds: Double

  static func < (left: Self, right: Self) -> Bool {
    left.hasFailed == right.hasFailed
      ? (left.stuck, left.nanoseconds) < (right.stuck, right.nanoseconds) : right.hasFailed
  }
}

/// Dispatch by queues, task by task: Model section 9.
extension World {
  /// Where the task in `row`, which leaves its node at `time`, is best off by `rule`; ties go to the lower arc. Nil in the
  /// last layer.
  mutating func leastDelay(
    _ row: Int32, at time: SimulationTime, by rule: LeastDelay, _ window: RateWindow
  ) -> (arc: Int, delay: ExpectedDelay)? {
    let arcs = network.arcs(from: Int(tasks[row].node))
    guard let first = arcs.first else { return nil }
    if rule.candidates == .twoDrawn, arcs.count > 2 {
      let layer = network.layerOfNode[Int(tasks[row].node)]
      let pair = routing.pair(of: tasks[row].draws, hop: layer, among: arcs)
      let lower = expectedDelay(over: pair.lower, at: time, window)
      let upper = expectedDelay(over: pair.upper, at: time, window)
      let better = upper < lower ? (arc: pair.upper, delay: upper) : (arc: pair.lower, delay: lower)
      // A pair of failed servers is no choice: the task looks at all.
      if !better.delay.hasFailed { return better }
    }
    var best = (arc: first, delay: expectedDelay(over: first, at: time, window))
    for arc in arcs.dropFirst() {
      let delay = expectedDelay(over: arc, at: time, window)
      if delay < best.delay { best = (arc, delay) }
    }
    return best
  }

  private mutating func expectedDelay(
    over arc: Int, at time: SimulationTime, _ window: RateWindow
  ) -> ExpectedDelay {
    let node = network.head[arc]
    let link = queueView.links.state(of: arc, at: time, window)
    let work = queueView.servers.work(at: node, now: time, free: servers.free[node])
    let waiting = (links.model == .queue ? link.left : 0) + links.size(of: arc)
    let crossing = waiting > 0 ? waiting / link.bitsPerSecond : 0
    let service = servers.expectedService(at: node, time - queueView.servers.delay)
    let rest = Double((links.links[arc].propagation + work + (service ?? .zero)).nanoseconds)
    return crossing.isFinite
      ? ExpectedDelay(hasFailed: service == nil, nanoseconds: crossing + rest, linkNanoseconds: crossing)
      : ExpectedDelay(
        hasFailed: service == nil, stuck: waiting, nanoseconds: rest, linkNanoseconds: .infinity)
  }
}
