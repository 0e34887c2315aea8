package import EdgeModel

/// DTO-EE: every node tunes its offloading probabilities and its threshold from its neighbours' prices, warm-started
/// from the slot before. Model sections 3–5, after arXiv 2412.08284; the equations are our reconstruction.
package struct DTOEE: Controller {
  private let network: Network
  private let cost: CostModel
  private let settings: ControllerSettings
  private let recordsHistory: Bool
  private var lastPlan: OffloadingPlan?

  /// A controller for `network`.
  ///
  /// - Parameter recordsHistory: Whether decisions carry the state after every round; costs a sweep each.
  package init(
    network: Network, cost: CostModel, settings: ControllerSettings, recordsHistory: Bool
  ) {
    self.network = network
    self.cost = cost
    self.settings = settings
    self.recordsHistory = recordsHistory
  }

  package mutating func decide(_ observation: Observation) -> Decision {
    let decision =
      switch settings.stepRule {
      case .fixed: search(observation, by: FixedStep(stepSize: settings.stepSize))
      case .curvature: search(observation, by: CurvatureStep(stepSize: settings.stepSize))
      case .exact: search(observation, by: ExactStep(stepSize: settings.stepSize))
      }
    lastPlan = decision.plan
    return decision
  }

  /// Exchange, check, set thresholds, move strategies; until the tolerance is met or the rounds run out.
  private func search(_ observation: Observation, by rule: some StepRule) -> Decision {
    let problem = DecisionProblem(network: network, cost: cost, conditions: observation.conditions)
    var state = DTORounds(problem, from: lastPlan ?? coldStart(), threads: observation.threads)
    var progress = SearchProgress(settings: settings, recordsHistory: recordsHistory)
    while progress.rounds < settings.rounds {
      state.exchange()
      if progress.isDone(&state, cost) { break }
      if progress.thresholdsAreDue {
        progress.thresholdsMoved = state.updateThresholds(by: settings.thresholdSearch) > 0
      }
      state.updateStrategies(by: rule)
      progress.rounds += 1
    }
    return progress.decision(&state, start: lastPlan == nil ? .cold : .warm)
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

extension ControllerEntry {
  /// The paper's shape: a fixed step.
  static let dtoEE = ControllerEntry(
    name: "dto-ee", isHeuristic: false, summary: "prices from neighbours, fixed step, thresholds every round",
    source: "Model (8)-(10), (13); after arXiv 2412.08284",
    defaults: {
      var settings = ControllerSettings()
      settings.stepRule = .fixed
      settings.stepSize = 0.01
      return settings
    }(),
    make: { DTOEE(network: $0, cost: $1, settings: $2, recordsHistory: $3) })

  /// The same with a step that solves each offloader's problem exactly.
  static let dtoEEExact = ControllerEntry(
    name: "dto-ee-exact", isHeuristic: false,
    summary: "exact local solves with grants, thresholds searched over all levels",
    source: "Model (8), (9), (12), (13), section 4",
    defaults: {
      var settings = ControllerSettings()
      settings.stepRule = .exact
      settings.thresholdSearch = .all
      return settings
    }(),
    make: { DTOEE(network: $0, cost: $1, settings: $2, recordsHistory: $3) })

  /// The same with a step that scales itself.
  static let dtoEECurvature = ControllerEntry(
    name: "dto-ee-curvature", isHeuristic: false,
    summary: "the same with a step scaled by the receivers' curvature",
    source: "Model (8), (9), (11), (13)",
    defaults: ControllerSettings(),
    make: { DTOEE(network: $0, cost: $1, settings: $2, recordsHistory: $3) })
}
