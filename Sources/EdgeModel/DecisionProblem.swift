/// One decision problem: who is joined to whom, what it costs, and what is going on.
@usableFromInline package struct DecisionProblem: Sendable {
  /// The network, its service times those under the conditions.
  @usableFromInline package var network: Network
  /// What its states cost.
  @usableFromInline package var cost: CostModel
  /// What arrives and how fast links are.
  @usableFromInline package var conditions: Conditions

  /// The problem of finding a plan for `network`, whose service times are at nominal speed, under `conditions`.
  ///
  /// - Complexity: O(1), or O(nodes) where speeds are not nominal.
  package init(network: Network, cost: CostModel, conditions: Conditions) {
    self.network = conditions.speed.map { network.running(atSpeed: $0) } ?? network
    self.cost = cost
    self.conditions = conditions
  }
}
