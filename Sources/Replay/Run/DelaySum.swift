package import Simulation

/// Completed tasks, added up in whole numbers: the order in which they come does not show.
package struct DelaySum: Sendable, Equatable, Codable {
  /// How many.
  package private(set) var completed = 0
  /// The sum of their delays in ns.
  package private(set) var delayNanoseconds: Int128 = 0
  /// How many of their answers are right.
  package private(set) var correct = 0

  /// No tasks.
  package init() {}

  /// Tasks that were added up elsewhere.
  package init(completed: Int, delayNanoseconds: some BinaryInteger, correct: Int) {
    self.completed = completed
    self.delayNanoseconds = Int128(delayNanoseconds)
    self.correct = correct
  }

  /// Adds a task.
  package mutating func add(_ task: CompletedTask) {
    completed += 1
    delayNanoseconds += Int128(task.delay.nanoseconds)
    correct += task.isCorrect ? 1 : 0
  }

  /// Adds what another sum holds.
  package mutating func add(_ other: DelaySum) {
    completed += other.completed
    delayNanoseconds += other.delayNanoseconds
    correct += other.correct
  }

  /// What was added since `earlier`, a former state of this sum.
  func minus(_ earlier: DelaySum) -> DelaySum {
    DelaySum(
      completed: completed - earlier.completed,
      delayNanoseconds: delayNanoseconds - earlier.delayNanoseconds, correct: correct - earlier.correct)
  }

  /// Mean delay in s, nil without tasks.
  package var meanSeconds: Double? {
    completed == 0 ? nil : Double(delayNanoseconds) / Double(completed) / 1e9
  }

  /// Share of right answers, nil without tasks.
  package var accuracy: Double? { completed == 0 ? nil : Double(correct) / Double(completed) }

  /// J = mean delay + κ (1 − accuracy), in s, nil without tasks.
  package func objectiveSeconds(kappaSeconds: Double) -> Double? {
    guard let meanSeconds, let accuracy else { return nil }
    return meanSeconds + kappaSeconds * (1 - accuracy)
  }
}
