package import TraceIO
import Replay

/// What a study comes to, once all its trials are done.
package struct StudyResult: Sendable {
  /// What was studied.
  package let plan: StudyPlan
  /// All trials, by number.
  package let trials: [Trial]
  /// The comparison on held-out slots; empty where none are held out.
  package let heldOut: [HeldOut]

  /// The best trial that was replayed to its end.
  package var best: Trial? { trials.best }
  /// How much each parameter matters.
  package var importance: [Importance] { Importance.all(trials, plan.space.parameters) }
  /// Slots replayed, those of all cases added up; without held-out ones.
  package var slots: Int { trials.reduce(0) { $0 + $1.slots * $1.cases.count } }
  /// How many trials were stopped.
  package var stoppedCount: Int { trials.count { $0.status == .stopped } }

  /// Writes tables and the best setting.
  package func write(to directory: StudyDirectory) throws(InputError) {
    try directory.write(
      TrialTable(header: plan.header, trials: trials).csv, to: directory.path + "/trials.csv")
    try directory.write(Importance.csv(importance), to: directory.path + "/importance.csv")
    if !heldOut.isEmpty { try directory.write(HeldOut.csv(heldOut), to: directory.path + "/held-out.csv") }
    if let best {
      try directory.write(BestSetting(plan: plan, best: best).yaml, to: directory.path + "/best.yaml")
    }
  }
}

extension Study {
  /// What the trials of `journal`, which has all, come to; replays the held-out slots.
  package func result(_ journal: StudyJournal) async throws -> StudyResult {
    StudyResult(plan: plan, trials: journal.trials, heldOut: try await heldOut(journal.trials))
  }
}
