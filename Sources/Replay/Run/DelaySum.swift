import Simulation

/// Completed tasks, added up in whole numbers: the order in which they come does not show.
struct DelaySum: Sendable, Equatable {
  /// How many.
  private(set) var completed = 0
  /// The sum of their delays in ns.
  private(set) var delayNanoseconds: Int64 = 0
  /// How many of their answers are right.
  private(set) var correct = 0

  /// Adds a task.
  mutating func add(_ task: CompletedTask) {
    completed += 1
    delayNanoseconds += task.delay.nanoseconds
    correct += task.isCorrect ? 1 : 0
  }

  /// Adds what another sum holds.
  mutating func add(_ other: DelaySum) {
    completed += other.completed
    delayNanoseconds += other.delayNanoseconds
    correct += other.correct
  }

  /// Mean delay in s, nil without tasks.
  var meanSeconds: Double? {
    completed == 0 ? nil : Double(delayNanoseconds) / Double(completed) / 1e9
  }

  /// Share of right answers, nil without tasks.
  var accuracy: Double? { completed == 0 ? nil : Double(correct) / Double(completed) }

  /// J = mean delay + κ (1 − accuracy), in s, nil without tasks.
  func objectiveSeconds(kappaSeconds: Double) -> Double? {
    guard let meanSeconds, let accuracy else { return nil }
    return meanSeconds + kappaSeconds * (1 - accuracy)
  }
}
