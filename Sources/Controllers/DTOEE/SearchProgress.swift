import EdgeModel

/// How far a search has come, and what its coordinator makes of it.
struct SearchProgress {
  private let settings: ControllerSettings
  private let recordsHistory: Bool
  private(set) var rounds = 0
  private var safeguard: Safeguard
  private var probe = ThresholdProbe()
  /// Whether thresholds moved when last asked all at once, and whether they are still asked.
  private var thresholdsMoved: Bool
  private var areAskedTogether = true
  private var report = NodeReport()
  /// The state of the last plan that was accepted.
  private var accepted: Evaluation?
  private var history: [Decision.Round] = []
  private var isConverged = false

  init(settings: ControllerSettings, recordsHistory: Bool) {
    self.settings = settings
    self.recordsHistory = recordsHistory
    safeguard = Safeguard(limit: settings.riseLimit)
    thresholdsMoved = settings.thresholdEvery > 0
  }

  /// Hears what nodes report of the plan that was just exchanged; keeps it, or goes back where it is worse than it may be.
  mutating func judge(_ state: inout DTORounds) {
    if settings.tolerance > 0 || safeguard.isOn { report = state.reportProgress() }
    if safeguard.isOn { answer(&state) }
    guard recordsHistory else { return }
    if !probe.isTrying { accepted = state.evaluation() }
    if let accepted { record(accepted) }
  }

  private mutating func answer(_ state: inout DTORounds) {
    state.countVerdict()
    let objective = objective(state)
    switch probe.judge(objective, stationarity: stationarity(state), limit: safeguard.limit) {
    case .open: return
    case .failed: goBack(&state)
    case .none, .gained:
      switch safeguard.judge(objective) {
      case .keep: state.keep()
      case .goOn: break
      case .goBack: goBack(&state)
      }
      if probesThresholds && areAskedTogether && safeguard.isStagnant { stopThresholds(&state) }
    }
  }

  /// Thresholds no longer move all at once: that gains nothing any more.
  private mutating func stopThresholds(_ state: inout DTORounds) {
    (areAskedTogether, thresholdsMoved) = (false, false)
    if objective(state) > safeguard.least { goBack(&state) }
  }

  private mutating func goBack(_ state: inout DTORounds) {
    state.goBack()
    report = state.reportProgress()
    safeguard.noteReturn()
  }

  /// J in s, as reported.
  private func objective(_ state: DTORounds) -> Double {
    report.cost(kappaSeconds: state.problem.cost.kappaSeconds) * perArrival(state)
  }

  /// Model (15) in s, as reported.
  private func stationarity(_ state: DTORounds) -> Double { report.unilateralGain * perArrival(state) }

  private func perArrival(_ state: DTORounds) -> Double {
    let rate = state.problem.conditions.totalArrivalRate
    return rate > 0 ? 1 / rate : 0
  }

  /// Whether the tolerance is met: nobody could gain by moving alone, and no threshold wants to move.
  mutating func isDone(_ cost: CostModel) -> Bool {
    guard settings.tolerance > 0, !probe.isTrying else { return false }
    let isStationary = report.isStationary(within: settings.tolerance, kappaSeconds: cost.kappaSeconds)
    isConverged = isStationary && !thresholdsMoved && (!probesThresholds || probe.isExhausted)
    return isConverged
  }

  private var probesThresholds: Bool { settings.thresholdEvery > 0 && settings.probesThresholds }

  /// Nodes set their thresholds, all at once or, when that has come to rest, those that the coordinator lets.
  mutating func setThresholds(_ state: inout DTORounds) {
    guard settings.thresholdEvery > 0, !safeguard.holdsThresholds, !probe.isTrying else { return }
    if (rounds + 1) % settings.thresholdEvery == 0, areAskedTogether {
      thresholdsMoved = state.updateThresholds(by: settings.thresholdSearch) > 0
    }
    guard !thresholdsMoved, probesThresholds else { return }
    let worthwhile =
      max(settings.tolerance, Self.leastGain)
      * report.carriedCost(kappaSeconds: state.problem.cost.kappaSeconds)
    let group = probe.next(
      state.thresholdOffers(), objective: objective(state), unilateralGain: report.unilateralGain,
      worthwhile: worthwhile)
    guard !group.isEmpty else { return }
    areAskedTogether = false
    state.take(group)
  }

  /// Strategies move, unless they are to stay so that J shows what thresholds did.
  mutating func updateStrategies(_ state: inout DTORounds) {
    rounds += 1
    guard !probe.holdsStrategies else { return }
    state.updateStrategies(
      by: settings, round: rounds, caution: safeguard.caution,
      gathersMomentum: !thresholdsMoved && safeguard.allowsMomentum)
  }

  private mutating func record(_ state: Evaluation) {
    history.append(
      Decision.Round(
        round: rounds, objectiveSeconds: state.objectiveSeconds, gapSeconds: state.gapSeconds,
        stationaritySeconds: state.stationaritySeconds))
  }

  /// The decision that the search ends with: never worse than the best plan it kept.
  mutating func decision(_ state: inout DTORounds, start: Decision.Start) -> Decision {
    if safeguard.isOn, !isConverged {
      state.exchange()
      report = state.reportProgress()
      if objective(state) > safeguard.least { goBack(&state) }
    }
    let predicted = state.evaluation()
    if recordsHistory, !isConverged { record(predicted) }
    let status: Decision.Status =
      isConverged ? .converged : safeguard.isStalled && rounds < settings.rounds ? .stalled : .roundLimit
    return Decision(
      plan: state.plan, predicted: predicted, start: start, status: status,
      rounds: rounds, traffic: state.traffic, history: history)
  }

  /// Whether another round is to be played.
  var goesOn: Bool { rounds < settings.rounds && !safeguard.isStalled }

  /// The share of J, penalty apart, that a threshold must promise to be tried, whatever the tolerance.
  private static let leastGain = 1e-9
}
