/// What the tasks completed in one slot measured.
struct SlotMeasurement: Sendable, Equatable {
  /// Tasks completed.
  let completed: Int
  /// Mean delay in s, nil when no task completed.
  let delayMeanSeconds: Double?
  /// Percentiles of the delay in s (nearest rank), to 0.1 %.
  let delayP50Seconds: Double?, delayP90Seconds: Double?, delayP95Seconds: Double?
  let delayP99Seconds: Double?, delayP999Seconds: Double?
  /// Share of right answers.
  let accuracy: Double?
  /// J = mean delay + κ (1 − accuracy), in s.
  let objectiveSeconds: Double?
  /// Tasks completed after their deadline.
  var late = 0
  /// By stage from 1.
  var stages: [StageMeasurement] = []

  /// Tasks dropped.
  var dropped: Int { stages.reduce(0) { $0 + $1.dropped.total } }

  /// The measurement of tasks that add up to `sum` and whose delays are `delays`.
  init(_ sum: DelaySum, _ delays: DelayHistogram, kappaSeconds: Double) {
    completed = sum.completed
    delayMeanSeconds = sum.meanSeconds
    func percentile(_ percent: Double) -> Double? {
      delays.nanoseconds(percentile: percent).map { Double($0) / 1e9 }
    }
    delayP50Seconds = percentile(50)
    delayP90Seconds = percentile(90)
    delayP95Seconds = percentile(95)
    delayP99Seconds = percentile(99)
    delayP999Seconds = percentile(99.9)
    accuracy = sum.accuracy
    objectiveSeconds = sum.objectiveSeconds(kappaSeconds: kappaSeconds)
  }

  /// What the controller is told: −J.
  var reward: Double? { objectiveSeconds.map { -$0 } }
}
