package import TraceIO
import Replay

/// Deals the next trials of a study to shards.
package struct ShardPlan {
  private let plan: StudyPlan
  private let directory: StudyDirectory

  /// What was dealt.
  package struct Dealt: Sendable {
    /// The batch, and how many there are after trial 0.
    package let batch: Int, batches: Int
    /// The trials of the batch.
    package let trials: Int
    /// The shards written.
    package let shards: Int
  }

  /// A plan for the study `plan` in `directory`.
  package init(_ plan: StudyPlan, in directory: StudyDirectory) {
    self.plan = plan
    self.directory = directory
  }

  /// Writes up to `count` shards with the trials of the first batch that the study does not have.
  ///
  /// Trial 0 goes with the first batch: into every shard where trials are held against it, else into one. Trials are dealt
  /// in turn, because neighbours cost alike.
  ///
  /// - Returns: What was dealt; nil when the study has all its trials.
  package func write(shards count: Int) throws(InputError) -> Dealt? {
    let journal = try StudyJournal(path: directory.journal, header: plan.header)
    let known = journal.trials, batches = plan.batches
    guard
      let batch = batches.indices.dropFirst().first(where: { batch in
        known.count { $0.batch == batch } < batches[batch].count
      }) ?? (known.isEmpty ? 0 : nil)
    else { return nil }
    let numbers = batches[batch].filter { number in !known.contains { $0.number == number } }
    let assignments = try plan.assignments(of: batches[batch], after: known)
    let pending = numbers.map { number in
      TrialQueue.Pending(number: number, values: assignments[number - batches[batch].lowerBound])
    }
    var first: [TrialQueue.Pending] = []
    if batch > 0, known.isEmpty {
      first = [TrialQueue.Pending(number: 0, values: try plan.assignments(of: 0..<1, after: [])[0])]
    }
    try directory.clearShards()
    let shards = max(1, min(count, pending.count))
    for shard in 0..<shards {
      let own = pending.enumerated().filter { $0.offset % shards == shard }.map(\.element)
      let isFirstNeeded = plan.space.pruning != nil || shard == 0
      let content = Shard(
        number: shard, count: shards, request: plan.request, header: plan.header.json,
        trials: (isFirstNeeded ? first : []) + own,
        incumbent: plan.pruner(of: batch, after: known)?.incumbent)
      try directory.write(content.json(plan.header).text + "\n", to: directory.shard(shard))
    }
    return Dealt(
      batch: max(1, batch), batches: max(1, batches.count - 1), trials: numbers.count, shards: shards)
  }
}
