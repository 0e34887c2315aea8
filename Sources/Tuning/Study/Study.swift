import TraceIO
import Replay

/// A study on this machine: trials batch by batch into a journal, then what is made of it.
package struct Study: Sendable {
  /// What is studied.
  package let plan: StudyPlan
  let workers: Int
  /// Whether somebody has asked to end early.
  let isInterrupted: @Sendable () -> Bool

  /// Memory that decoded slots may take; what is beyond is streamed for every trial again.
  static let slotMemoryBytes = 512 << 20

  /// A study of `plan` that replays `workers` trials at once.
  ///
  /// - Parameter isInterrupted: Asked at every slot whether to end early; whatever is under way then throws
  ///   `CancellationError`, and the trials that have ended are in the journal.
  package init(
    _ plan: StudyPlan, workers: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.isInterrupted = isInterrupted
    precondition(workers > 0, "a study needs a worker, got \(workers)")
    self.plan = plan
    self.workers = workers
  }

  /// How far a study has come.
  package struct Progress: Sendable {
    /// Trials done, and in all.
    package let trials: Int, total: Int
    /// How many of those done were stopped.
    package let stopped: Int
    /// The slots of the trials done, those of all cases added up.
    package let slots: Int
    /// The best value so far.
    package let best: Double?
  }

  /// Replays the trials that `journal` does not have yet.
  ///
  /// - Parameter report: Told after every trial how far the study has come.
  /// - Throws: `InputError` for a fault in a trace; the trials before it are in the journal.
  package func run(into journal: StudyJournal, _ report: (Progress) -> Void) async throws {
    guard journal.trials.count < plan.space.trials else { return }
    let queue = try queue(of: plan.tune)
    for (batch, numbers) in plan.batches.enumerated() {
      let known = journal.trials, have = known.count { $0.batch == batch }
      guard have < numbers.count else { continue }
      let assignments = try plan.assignments(of: numbers, after: known)
      let pending = zip(numbers, assignments).map { TrialQueue.Pending(number: $0, values: $1) }
      try await queue.replay(
        Array(pending.dropFirst(have)), of: batch, against: plan.pruner(of: batch, after: known)
      ) {
        try journal.append($0)
        report(progress(journal.trials))
      }
    }
  }

  /// The slots `range` of all cases, and what replays trials on them.
  func queue(of range: Range<Int>) throws(InputError) -> TrialQueue {
    var memory = Self.slotMemoryBytes
    var beds: [(study: StudyCase, stretch: Stretch)] = []
    for study in plan.cases {
      beds.append((study, try Stretch(study.scenario, range, within: &memory)))
    }
    return TrialQueue(
      plan: plan, run: TrialRun(space: plan.space, beds: beds, isInterrupted: isInterrupted),
      workers: workers)
  }

  private func progress(_ trials: [Trial]) -> Progress {
    Progress(
      trials: trials.count, total: plan.space.trials, stopped: trials.count { $0.status == .stopped },
      slots: trials.reduce(0) { $0 + $1.slots * $1.cases.count }, best: trials.best?.value)
  }
}
