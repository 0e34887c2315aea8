package import TraceIO
import Replay

/// Replays one shard.
package struct ShardRun {
  private let shard: Shard
  private let plan: StudyPlan
  private let directory: StudyDirectory

  /// The number of its trials.
  package var trialCount: Int { shard.trials.count }

  /// Reads shard `number` in `directory`.
  ///
  /// - Throws: `InputError` also where an input file is not what it was when the shard was written.
  package init(_ number: Int, in directory: StudyDirectory) throws(InputError) {
    let path = directory.shard(number)
    shard = try Shard(path)
    plan = try StudyPlan(shard.request)
    guard let header = StudyHeader(shard.header), header.firstDifference(from: plan.header) == nil else {
      throw InputError(
        path, found: "a study made from other files than those here",
        expected: "the scenario, space, profile and traces as they were when it was planned",
        advice: "Copy them again, or plan again")
    }
    self.directory = directory
  }

  /// Replays the trials that its result does not have yet; one that has all is left as it is.
  ///
  /// - Parameters:
  ///   - isInterrupted: As of ``Study``.
  ///   - report: Told after every trial how many are done, and of how many.
  package func run(
    workers: Int, isInterrupted: @escaping @Sendable () -> Bool = { false },
    _ report: (_ done: Int, _ total: Int) -> Void
  ) async throws {
    let journal = try StudyJournal(path: directory.result(shard.number), header: plan.header)
    let missing = shard.trials.filter { trial in !journal.trials.contains { $0.number == trial.number } }
    guard !missing.isEmpty else { return }
    let queue = try Study(plan, workers: workers, isInterrupted: isInterrupted).queue(of: plan.tune)
    for batch in Set(missing.map { plan.space.batch(of: $0.number) }).sorted() {
      let known = journal.trials + (shard.incumbent.map { [$0] } ?? [])
      try await queue.replay(
        missing.filter { plan.space.batch(of: $0.number) == batch }, of: batch,
        against: plan.pruner(of: batch, after: known)
      ) {
        try journal.append($0)
        report(journal.trials.count, shard.trials.count)
      }
    }
  }
}
