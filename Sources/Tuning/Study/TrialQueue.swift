import Replay
import TraceIO

/// Replays trials of one batch side by side and hands them on in the order of their numbers.
struct TrialQueue: Sendable {
  /// A trial to replay.
  struct Pending: Sendable {
    let number: Int
    let values: Assignment
  }

  let plan: StudyPlan
  let run: TrialRun
  /// How many trials are replayed at once, from 1; no result depends on it.
  let workers: Int

  /// Replays `pending`, all of `batch` and by number.
  func replay(
    _ pending: [Pending], of batch: Int, against pruner: Pruner?, _ finished: (Trial) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Trial.self) { group in
      var waiting = pending[...], expected = pending[...]
      var done: [Int: Trial] = [:]
      func begin() {
        guard let next = waiting.popFirst() else { return }
        group.addTask { try trial(next, of: batch, against: pruner) }
      }
      for _ in 0..<workers { begin() }
      while let trial = try await group.next() {
        begin()
        done[trial.number] = trial
        while let first = expected.first, let next = done.removeValue(forKey: first.number) {
          try finished(next)
          expected.removeFirst()
        }
      }
    }
  }

  private func trial(_ pending: Pending, of batch: Int, against pruner: Pruner?) throws -> Trial {
    let setting = pending.number == 0 ? Setting.defaults : .values(pending.values)
    let (cases, stopped) = try run.measure(setting, pruner: pruner)
    let goal = plan.space.goal
    let measured = zip(cases, plan.cases).map {
      $0.measured(slots: $0.count, kappaSeconds: $1.kappaSeconds)
    }
    let values = measured.compactMap { $0.value(of: goal.quantity) }
    let mean = values.count == measured.count ? values.reduce(0, +) / Double(values.count) : nil
    return Trial(
      number: pending.number, batch: batch, values: pending.values,
      status: stopped == nil ? .complete : .stopped, incumbent: pruner?.incumbent.number,
      probability: stopped,
      value: stopped == nil ? mean : pruner.map { $0.estimate(cases) }.flatMap { $0.isFinite ? $0 : nil },
      violation: measured.reduce(0) { $0 + goal.violation($1) }, cases: cases)
  }
}
