package import EdgeModel

/// DTO-EE: every node tunes its offloading probabilities and its threshold from its neighbours' prices, warm-started
/// from the slot before. Model sections 3–5, after arXiv 2412.08284; the equations are our reconstruction.
package struct DTOEE: Controller {
  private var network: Network
  private let cost: CostModel
  private let settings: ControllerSettings
  private let recordsHistory: Bool
  private var lastPlan: OffloadingPlan?
  private var wasCarried = false

  /// The plan of the slot before, and whether it comes from another network.
  package struct Memory: Codable, Sendable {
    fileprivate var lastPlan: OffloadingPlan?
    fileprivate var wasCarried: Bool
  }

  package var memory: Memory {
    get { Memory(lastPlan: lastPlan, wasCarried: wasCarried) }
    set { (lastPlan, wasCarried) = (newValue.lastPlan, newValue.wasCarried) }
  }

  /// A controller for `network`.
  ///
  /// - Parameters:
  ///   - recordsHistory: Whether decisions carry the state after every round; costs a sweep each.
  ///   - plan: What the slot before is taken to have decided, for a warm start.
  package init(
    network: Network, cost: CostModel, settings: ControllerSettings, recordsHistory: Bool,
    startingFrom plan: OffloadingPlan? = nil
  ) {
    lastPlan = plan
    self.network = network
    self.cost = cost
    self.settings = settings
    self.recordsHistory = recordsHistory
  }

  package mutating func decide(_ observation: Observation) -> Decision {
    let decision = search(observation)
    lastPlan = decision.plan
    wasCarried = false
    return decision
  }

  /// Exchange, check, set thresholds, move strategies; until the tolerance is met or the rounds run out.
  private func search(_ observation: Observation) -> Decision {
    let problem = DecisionProblem(network: network, cost: cost, conditions: observation.conditions)
    var (state, start) = begin(problem, threads: observation.threads)
    var progress = SearchProgress(settings: settings, recordsHistory: recordsHistory)
    while progress.goesOn {
      state.exchange()
      progress.judge(&state)
      progress.setThresholds(&state)
      if progress.isDone(cost) { break }
      progress.updateStrategies(&state)
    }
    return progress.decision(&state, start: start)
  }

  /// Rounds from the last plan, repaired, or from a cold start where there is none or it is worse. A plan that is within the
  /// tolerance already is not compared: what is left to gain is not worth the messages.
  private func begin(_ problem: DecisionProblem, threads: Int) -> (DTORounds, Decision.Start) {
    guard let lastPlan else { return (DTORounds(problem, from: coldStart(), threads: threads), .cold) }
    let plan = WarmStart.repaired(lastPlan, problem), isRepaired = wasCarried || plan != lastPlan
    var warm = DTORounds(problem, from: plan, threads: threads)
    let report = warm.foresight(), kappa = cost.kappaSeconds
    if report.isStationary(within: settings.tolerance, kappaSeconds: kappa) {
      return (warm, isRepaired ? .repaired : .warm)
    }
    let cold = coldStart(), flows = Flows(problem, cold)
    let isWorse = report.cost(kappaSeconds: kappa) > Evaluation.cost(problem, cold, flows)
    var chosen = isWorse ? DTORounds(problem, from: cold, threads: threads) : warm
    chosen.countComparison(ofPlans: 2)
    return (chosen, isWorse ? .coldFallback : isRepaired ? .repaired : .warm)
  }

  /// Begins the next slot from `plan`, as if it had decided it.
  mutating func resume(from plan: OffloadingPlan) { (lastPlan, wasCarried) = (plan, false) }

  /// Goes on with another network: the last plan is carried over to it, see ``WarmStart/carried(_:from:to:origin:)``.
  ///
  /// - Parameter origin: For every node of `network` its number in the one before, nil for a new node.
  package mutating func change(to network: Network, origin: [Int?]) {
    lastPlan = lastPlan.map { WarmStart.carried($0, from: self.network, to: network, origin: origin) }
    wasCarried = lastPlan != nil
    self.network = network
  }

  private func coldStart() -> OffloadingPlan {
    var plan =
      switch settings.start {
      case .uniform: OffloadingPlan.uniform(on: network)
      case .speed: OffloadingPlan.weighted(on: network) { network.speedWeight(ofArc: $0) }
      }
    if let threshold = settings.threshold { plan.setThresholds(nearest: threshold, on: network) }
    return plan
  }
}
