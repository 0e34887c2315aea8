import EdgeModel

/// How far a search has come and whether it may stop.
struct SearchProgress {
  let settings: ControllerSettings
  let recordsHistory: Bool
  var rounds = 0
  var thresholdsMoved = true
  private var history: [Decision.Round] = []
  private var isConverged = false

  init(settings: ControllerSettings, recordsHistory: Bool) {
    self.settings = settings
    self.recordsHistory = recordsHistory
  }

  /// Whether the round to come is one that sets thresholds.
  var thresholdsAreDue: Bool { settings.thresholdEvery > 0 && (rounds + 1) % settings.thresholdEvery == 0 }

  /// Whether the tolerance is met: nobody could gain by moving alone, and no threshold moved when last asked.
  mutating func isDone(_ state: inout DTORounds, _ cost: CostModel) -> Bool {
    if recordsHistory { record(state.evaluation()) }
    guard settings.tolerance > 0 else { return false }
    let report = state.reportProgress()
    let isStationary = report.isStationary(within: settings.tolerance, kappaSeconds: cost.kappaSeconds)
    isConverged = isStationary && (settings.thresholdEvery == 0 || !thresholdsMoved)
    return isConverged
  }

  private mutating func record(_ state: Evaluation) {
    history.append(
      Decision.Round(
        round: rounds, objectiveSeconds: state.objectiveSeconds, gapSeconds: state.gapSeconds,
        stationaritySeconds: state.stationaritySeconds))
  }

  /// The decision that the search ends with.
  mutating func decision(_ state: inout DTORounds, start: Decision.Start) -> Decision {
    let predicted = state.evaluation()
    if recordsHistory, !isConverged { record(predicted) }
    return Decision(
      plan: state.plan, predicted: predicted, start: start, status: isConverged ? .converged : .roundLimit,
      rounds: rounds, traffic: state.traffic, history: history)
  }
}
