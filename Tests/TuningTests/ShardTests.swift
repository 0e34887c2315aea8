import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct ShardTests {
  private func shards(_ study: TinyStudy, _ count: Int) throws -> (StudyDirectory, ShardPlan.Dealt) {
    let directory = try StudyDirectory(study.directory.file("sharded"), present: .resume)
    let dealt = try #require(try ShardPlan(study.plan(), in: directory).write(shards: count))
    return (directory, dealt)
  }

  @Test(arguments: [1, 4])
  func `merged shards are the study of one machine`(count: Int) async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, sampler: "sobol")
      let whole = try await study.run("whole", workers: 2)
      let (place, dealt) = try shards(study, count)
      #expect(dealt.shards == count && dealt.trials == 8 && dealt.batches == 1)
      for shard in (0..<count).reversed() { try await ShardRun(shard, in: place).run(workers: 1) { _, _ in } }
      try await ShardRun(0, in: place).run(workers: 2) { _, _ in Issue.record("a shard was replayed twice") }
      for _ in 1...2 {
        let (journal, isWhole) = try ShardMerge(place).run()
        #expect(isWhole && journal.trials.count == 9)
      }
      #expect(try directory.bytes("sharded/study.jsonl") == whole)
    }
  }

  @Test func `a sequential sampler is dealt batch by batch`() async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, sampler: "tpe", more: "batch: 4")
      let whole = try await study.run("whole")
      for batch in 1...2 {
        let (place, dealt) = try shards(study, 2)
        #expect(dealt.batch == batch && dealt.batches == 2)
        for shard in 0..<2 { try await ShardRun(shard, in: place).run(workers: 1) { _, _ in } }
        #expect(try ShardMerge(place).run().isWhole == (batch == 2))
      }
      #expect(try directory.bytes("sharded/study.jsonl") == whole)
      let place = try StudyDirectory(directory.file("sharded"), present: .resume)
      #expect(try ShardPlan(study.plan(), in: place).write(shards: 2) == nil)
    }
  }

  @Test func `a lost shard, and one that was cut, are named`() async throws {
    try await TemporaryDirectory.run { directory in
      let (place, _) = try shards(TinyStudy(directory: directory, sampler: "sobol"), 3)
      for shard in [0, 2] { try await ShardRun(shard, in: place).run(workers: 1) { _, _ in } }
      let result = directory.file("sharded/shards/shard-2.jsonl")
      let bytes = try directory.bytes("sharded/shards/shard-2.jsonl")
      try bytes.dropLast(5).write(to: URL(fileURLWithPath: result))
      let before = try directory.bytes("sharded/study.jsonl")
      let said = directory.message { _ = try ShardMerge(place).run() }
      #expect(
        said.hasPrefix(
          "sharded/shards: found no results of shard 1 (trials 0, 2, 5, 8), shard 2 (trials 6); "),
        "\(said)")
      #expect(try directory.bytes("sharded/study.jsonl") == before, "nothing is merged by halves")
      for shard in [1, 2] { try await ShardRun(shard, in: place).run(workers: 1) { _, _ in } }
      #expect(try directory.bytes("sharded/shards/shard-2.jsonl") == bytes)
      #expect(try ShardMerge(place).run().isWhole)
    }
  }

  @Test func `other files than those planned for are refused`() throws {
    try TemporaryDirectory.run { directory in
      let (place, _) = try shards(TinyStudy(directory: directory, sampler: "sobol"), 2)
      try directory.write(TinyScenario.links { _, _ in 3e6 }, to: "links.csv")
      let said = directory.message { _ = try ShardRun(1, in: place) }
      #expect(said.hasPrefix("sharded/shards/shard-1.json: found a study made from other files"), "\(said)")
      let none = directory.message { _ = try ShardRun(7, in: place) }
      #expect(none.hasPrefix("sharded/shards/shard-7.json: found no such file"), "\(none)")
    }
  }

  @Test func `two results of one trial that differ are refused`() async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, sampler: "sobol")
      let (place, _) = try shards(study, 2)
      for shard in 0..<2 { try await ShardRun(shard, in: place).run(workers: 1) { _, _ in } }
      // Trial 0 is in both; one states another number of messages, with a check of its own.
      let records = try #require(try JournalRecords(place.result(1)))
      var cases = records.trials[0].cases
      cases[0].messages[0] += 1
      let first = records.trials[0]
      let forged = Trial(
        number: 0, batch: 0, values: first.values, status: first.status, incumbent: nil, probability: nil,
        value: first.value, violation: first.violation, cases: cases)
      let text = ([forged] + records.trials.dropFirst()).map { JournalRecords.line($0.json(records.header)) }
      try directory.write(
        JournalRecords.line(records.header.json) + text.joined(), to: "sharded/shards/shard-1.jsonl")
      let said = directory.message { _ = try ShardMerge(place).run() }
      #expect(said.hasPrefix("sharded/shards: found two different results of trial 0; "), "\(said)")
    }
  }
}
