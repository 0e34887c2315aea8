/// What the tasks completed in one slot measured.
struct SlotMeasurement: Sendable, Equatable {
  /// Tasks completed.
  let completed: Int
  /// Mean delay in s, nil when no task completed.
  let delayMeanSeconds: Double?
  /// 95th percentile of the delay in s (nearest rank), to 0.1 %.
  let delayP95Seconds: Double?
  /// Share of right answers.
  let accuracy: Double?
  /// J = mean delay + κ (1 − accuracy), in s.
  let objectiveSeconds: Double?

  /// The measurement of tasks that add up to `sum` and whose delays are `delays`.
  init(_ sum: DelaySum, _ delays: DelayHistogram, kappaSeconds: Double) {
    completed = sum.completed
    delayMeanSeconds = sum.meanSeconds
    delayP95Seconds = delays.nanoseconds(percentile: 95).map { Double($0) / 1e9 }
    accuracy = sum.accuracy
    objectiveSeconds = sum.objectiveSeconds(kappaSeconds: kappaSeconds)
  }

  /// What the controller is told: −J.
  var reward: Double? { objectiveSeconds.map { -$0 } }
}
