import EdgeModel

/// What servers have been told and have answered in the round that is going on, by node; devices come first and have no
/// place here, because nobody sends to them.
struct Mail: Sendable {
  /// What is to be decided.
  let problem: DecisionProblem
  private var receivers: [DTOReceiver]
  private var replies: [PriceMessage]
  private var granted: [ProposedMoves]
  private var surcharges: [Double]

  /// Nothing said yet.
  init(_ problem: DecisionProblem) {
    let servers = problem.network.nodeCount - problem.network.deviceCount
    self.problem = problem
    receivers = [DTOReceiver](
      repeating: DTOReceiver(arrivals: 0, mix: ClassMix.even), count: servers)
    replies = [PriceMessage](repeating: PriceMessage(), count: servers)
    granted = [ProposedMoves](repeating: ProposedMoves(), count: servers)
    surcharges = [Double](repeating: 0, count: servers)
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

  /// What has been proposed to the server `node`.
  @inline(__always) func granted(by node: Int) -> Double {
    granted[node - problem.network.deviceCount].granted
  }

  /// Delivers what `node` has heard.
  mutating func deliver(_ receiver: DTOReceiver, to node: Int) {
    receivers[node - problem.network.deviceCount] = receiver
  }

  /// Delivers what `node` answers.
  mutating func deliver(_ reply: PriceMessage, from node: Int) {
    replies[node - problem.network.deviceCount] = reply
  }

  /// What the server `node` asks for above its price, in s, while a market clears.
  @inline(__always) func surcharge(by node: Int) -> Double { surcharges[node - problem.network.deviceCount] }

  /// Delivers the surcharge of `node`.
  mutating func deliver(surcharge: Double, from node: Int) {
    surcharges[node - problem.network.deviceCount] = surcharge
  }

  /// Markets begin without surcharges.
  mutating func dropSurcharges(to nodes: Range<Int>) {
    for node in nodes { surcharges[node - problem.network.deviceCount] = 0 }
  }

  /// Delivers what has been proposed to `node`.
  mutating func deliver(_ asked: ProposedMoves, to node: Int) {
    granted[node - problem.network.deviceCount] = asked
  }
}
