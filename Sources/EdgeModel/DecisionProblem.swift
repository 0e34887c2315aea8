/// One decision problem: who is joined to whom, what it costs, and what is going on.
@usableFromInline package struct DecisionProblem: Sendable {
  /// The network.
  @usableFromInline package var network: Network
  /// What its states cost.
  @usableFromInline package var cost: CostModel
  /// What arrives and how fast links are.
  @usableFromInline package var conditions: Conditions

  /// The problem of finding a plan for `network` under `conditions`.
  package init(network: Network, cost: CostModel, conditions: Conditions) {
    self.network = network
    self.cost = cost
    self.conditions = conditions
  }
}
