import Simulation

/// What the tasks completed in one slot measured.
struct SlotMeasurement: Sendable, Equatable {
  /// Tasks completed.
  let completed: Int
  /// Mean delay in s, nil when no task completed.
  let delayMeanSeconds: Double?
  /// 95th percentile of the delay in s (nearest rank).
  let delayP95Seconds: Double?
  /// Share of right answers.
  let accuracy: Double?
  /// J = mean delay + κ (1 − accuracy), in s.
  let objectiveSeconds: Double?

  /// The measurement of `tasks`.
  ///
  /// - Complexity: O(*n* log *n*).
  init(_ tasks: [CompletedTask], kappaSeconds: Double) {
    completed = tasks.count
    guard !tasks.isEmpty else {
      (delayMeanSeconds, delayP95Seconds, accuracy, objectiveSeconds) = (nil, nil, nil, nil)
      return
    }
    let delays = tasks.map(\.delay.nanoseconds).sorted()
    let mean = Double(delays.reduce(0, +)) / Double(delays.count) / 1e9
    let share = Double(tasks.count { $0.isCorrect }) / Double(tasks.count)
    delayMeanSeconds = mean
    delayP95Seconds = Double(delays[(delays.count * 95 + 99) / 100 - 1]) / 1e9
    accuracy = share
    objectiveSeconds = mean + kappaSeconds * (1 - share)
  }

  /// What the controller is told: −J.
  var reward: Double? { objectiveSeconds.map { -$0 } }
}
