import EdgeModel

/// How heuristics set thresholds once they know where tasks go: the three rules of `threshold_rule`, so that offloading
/// can be compared alone and jointly.
struct SplitThresholds {
  private let settings: ControllerSettings

  /// The rule of `settings`.
  init(_ settings: ControllerSettings) { self.settings = settings }

  /// A plan with its thresholds, and what it took.
  struct Outcome {
    var plan: OffloadingPlan
    /// Rounds of prices exchanged, and what was said in them; none unless thresholds are optimised.
    var rounds = 0
    var traffic = MessageTraffic()
    /// Whether no threshold wants to move any more.
    var isSettled = true
  }

  /// `plan` with the thresholds that the rule says; `backlog` counts the tasks at every node.
  func set(_ plan: OffloadingPlan, on problem: DecisionProblem, backlog: [Int]) -> Outcome {
    switch settings.thresholdRule {
    case .fixed: Outcome(plan: fixed(plan, on: problem.network))
    case .load: Outcome(plan: byLoad(fixed(plan, on: problem.network), on: problem, backlog))
    case .optimised: optimised(plan, on: problem)
    }
  }

  /// Every threshold at the one that is set, or at the middle level.
  func fixed(_ plan: OffloadingPlan, on network: Network) -> OffloadingPlan {
    var plan = plan
    for node in plan.level.indices { plan.level[node] = network.exit(at: node).table?.middleLevel ?? 0 }
    if let threshold = settings.threshold { plan.setThresholds(nearest: threshold, on: network) }
    return plan
  }

  /// Lower thresholds the busier a node's receivers are, for those are whom a threshold relieves.
  ///
  /// A node's load is its utilisation under the forecast at the thresholds of `plan`, plus the seconds that its backlog
  /// takes to serve per second; what counts for a threshold is the mean load of the node's receivers, as it sends to
  /// them. Up to `load_from` the threshold stays, from `load_to` on it is the lowest of the grid, between it is linear.
  private func byLoad(_ plan: OffloadingPlan, on problem: DecisionProblem, _ backlog: [Int]) -> OffloadingPlan
  {
    let network = problem.network, flows = Flows(problem, plan)
    var lowered = plan
    for node in 0..<network.nodeCount {
      guard let table = network.exit(at: node).table else { continue }
      let load = network.arcs(from: node).reduce(0) { sum, arc in
        let receiver = network.head[arc]
        let inflow = flows.inflow[receiver].total + Double(backlog[receiver]) / Self.backlogSeconds
        return sum + plan.probability[arc] * inflow * network.serviceSeconds[receiver]
      }
      let high = table.thresholds[plan.level[node]], low = table.thresholds[0]
      lowered.level[node] = table.level(nearest: high - relief(at: load) * (high - low))
    }
    return lowered
  }

  /// A backlog counts as if it had to be served in this time.
  private static let backlogSeconds = 1.0

  /// 0 up to `load_from`, 1 from `load_to` on.
  private func relief(at load: Double) -> Double {
    guard load > settings.loadFrom else { return 0 }
    guard load < settings.loadTo else { return 1 }
    return (load - settings.loadFrom) / (settings.loadTo - settings.loadFrom)
  }

  /// (13) at every node, with prices exchanged as in DTO-EE, until no threshold moves.
  private func optimised(_ plan: OffloadingPlan, on problem: DecisionProblem) -> Outcome {
    var state = DTORounds(problem, from: plan)
    var rounds = 0, isMoving = true
    while isMoving && rounds < settings.rounds {
      state.exchange()
      isMoving = state.updateThresholds(by: settings.thresholdSearch) > 0
      rounds += 1
    }
    return Outcome(plan: state.plan, rounds: rounds, traffic: state.traffic, isSettled: !isMoving)
  }
}
