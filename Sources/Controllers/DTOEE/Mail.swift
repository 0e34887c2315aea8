import EdgeModel

/// What servers have been told and have answered in the round that is going on, by node; devices come first and have no
/// place here, because nobody sends to them.
struct Mail: Sendable {
  /// What is to be decided.
  let problem: DecisionProblem
  private var receivers: [DTOReceiver]
  private var replies: [PriceMessage]
  // What moves read of replies and grants, in columns that stay in the nearest cache.
  private var curvatures: [Double]
  private var contentions: [Double]
  private var granted: [Double]

  /// Nothing said yet.
  init(_ problem: DecisionProblem) {
    let servers = problem.network.nodeCount - problem.network.deviceCount
    self.problem = problem
    receivers = [DTOReceiver](
      repeating: DTOReceiver(arrivals: 0, mix: ClassMix.even), count: servers)
    replies = [PriceMessage](repeating: PriceMessage(), count: servers)
    curvatures = [Double](repeating: 0, count: servers)
    contentions = curvatures
    granted = curvatures
  }

  /// What `node` has become as a receiver.
  @inline(__always) func receiver(_ node: Int) -> DTOReceiver {
    let devices = problem.network.deviceCount, conditions = problem.conditions
    return node < devices
      ? DTOReceiver(arrivals: conditions.arrivalRate[node], mix: conditions.classMix[node])
      : receivers[node - devices]
  }

  /// What the server `node` has answered to all its offloaders.
  @inline(__always) func reply(of node: Int) -> PriceMessage { replies[node - problem.network.deviceCount] }

  /// W_j of the server `node`, as answered, in s².
  @inline(__always) func curvature(of node: Int) -> Double { curvatures[node - problem.network.deviceCount] }

  /// A_j of the server `node`, as answered, in 1/s.
  @inline(__always) func contention(of node: Int) -> Double {
    contentions[node - problem.network.deviceCount]
  }

  /// S_j: what has been proposed to the server `node`.
  @inline(__always) func granted(by node: Int) -> Double {
    granted[node - problem.network.deviceCount]
  }

  /// Delivers what `node` has heard.
  mutating func deliver(_ receiver: DTOReceiver, to node: Int) {
    receivers[node - problem.network.deviceCount] = receiver
  }

  /// Delivers what `node` answers.
  mutating func deliver(_ reply: PriceMessage, from node: Int) {
    let server = node - problem.network.deviceCount
    replies[server] = reply
    (curvatures[server], contentions[server]) = (reply.curvature, reply.contention)
  }

  /// Delivers what has been proposed to `node`.
  mutating func deliver(_ asked: ProposedMoves, to node: Int) {
    granted[node - problem.network.deviceCount] = asked.granted
  }
}
