package import TraceIO
import Replay

/// Joins what shards have done into the study.
package struct ShardMerge {
  private let directory: StudyDirectory
  private let shards: [Shard]
  /// The study that the shards are of.
  package let plan: StudyPlan

  /// Reads the shards in `directory`.
  ///
  /// - Throws: `InputError` where one is missing or of another study.
  package init(_ directory: StudyDirectory) throws(InputError) {
    self.directory = directory
    let first = try Shard(directory.shard(0))
    var shards = [first]
    for number in stride(from: 1, to: first.count, by: 1) {
      let shard = try Shard(directory.shard(number))
      guard shard.header == first.header, shard.count == first.count, shard.number == number else {
        throw InputError(
          directory.shard(number), found: "a shard of another plan", expected: "one of that of shard 0",
          advice: "Plan again")
      }
      shards.append(shard)
    }
    self.shards = shards
    plan = try StudyPlan(first.request)
  }

  /// Appends all trials of all shards to the study's journal, by number.
  ///
  /// - Returns: The journal, and whether it now has all trials.
  /// - Throws: `InputError` that names shards whose results are missing, and trials that two results state differently.
  package func run() throws(InputError) -> (journal: StudyJournal, isWhole: Bool) {
    var trials: [Int: Trial] = [:]
    var lost: [String] = []
    for shard in shards {
      let missing = try collect(shard, &trials)
      if !missing.isEmpty {
        lost.append("shard \(shard.number) (trials \(missing.map(String.init).joined(separator: ", ")))")
      }
    }
    guard lost.isEmpty else {
      throw InputError(
        directory.shards, found: "no results of \(lost.joined(separator: ", "))",
        expected: "those of all \(shards.count) shards",
        advice: "Run 'offramp tune --shard K --output \(directory.path)' for each of them, then merge again")
    }
    let journal = try StudyJournal(path: directory.journal, header: plan.header)
    for trial in journal.trials { try agree(trial, trials.removeValue(forKey: trial.number)) }
    for trial in trials.values.sorted(by: { $0.number < $1.number }) { try journal.append(trial) }
    return (journal, journal.trials.count == plan.space.trials)
  }

  /// Takes up the trials of one shard and returns the numbers of those that have no result.
  private func collect(_ shard: Shard, _ trials: inout [Int: Trial]) throws(InputError) -> [Int] {
    let path = directory.result(shard.number)
    guard PosixFile.exists(path), let records = try JournalRecords(path) else {
      return shard.trials.map(\.number)
    }
    if let key = records.header.firstDifference(from: plan.header) {
      throw InputError(
        path, .line(1), found: "results of another study, made from other values of '\(key)'",
        expected: "results of the plan beside it")
    }
    for trial in records.trials {
      try agree(trial, trials[trial.number])
      trials[trial.number] = trial
    }
    return shard.trials.map(\.number).filter { number in
      !records.trials.contains { $0.number == number }
    }
  }

  private func agree(_ trial: Trial, _ other: Trial?) throws(InputError) {
    guard let other, other != trial else { return }
    throw InputError(
      directory.shards, found: "two different results of trial \(trial.number)", expected: "one result",
      advice: "Check that all machines run the same build of offramp")
  }
}
