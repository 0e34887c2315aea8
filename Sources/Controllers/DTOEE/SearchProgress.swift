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

  /// Whether anybody needs to know how the search is doing before it ends.
  var watches: Bool { settings.tolerance > 0 || recordsHistory }

  /// Whether the round to come is one that sets thresholds.
  var thresholdsAreDue: Bool { settings.thresholdEvery > 0 && (rounds + 1) % settings.thresholdEvery == 0 }

  /// Whether the tolerance is met: nobody could gain by moving alone, and no threshold moved when last asked.
  mutating func isDone(_ problem: DecisionProblem, _ plan: OffloadingPlan) -> Bool {
    guard watches else { return false }
    let state = Evaluation(problem, plan)
    record(state)
    let isStationary = state.stationaritySeconds <= settings.tolerance * state.objectiveSeconds
    isConverged = settings.tolerance > 0 && isStationary && (settings.thresholdEvery == 0 || !thresholdsMoved)
    return isConverged
  }

  private mutating func record(_ state: Evaluation) {
    guard recordsHistory else { return }
    history.append(
      Decision.Round(
        round: rounds, objectiveSeconds: state.objectiveSeconds, gapSeconds: state.gapSeconds,
        stationaritySeconds: state.stationaritySeconds))
  }

  /// The decision that the search ends with.
  mutating func decision(
    _ problem: DecisionProblem, _ state: DTORounds, start: Decision.Start
  ) -> Decision {
    let predicted = Evaluation(problem, state.plan)
    if !isConverged { record(predicted) }
    return Decision(
      plan: state.plan, predicted: predicted, start: start, status: isConverged ? .converged : .roundLimit,
      rounds: rounds, traffic: state.traffic, history: history)
  }
}
