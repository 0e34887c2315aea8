import Foundation
import TestSupport
import Testing

/// `offramp tune` as its user meets it, on the tiny scenario.
@Suite struct TuneCommandTests {
  private static let space = """
    offramp_space: 1
    name: sizes
    controller: dto-ee
    parameters:
      - {name: step_size, from: 0.001, to: 100, scale: log}
    trials: 10
    startup: 4
    pruning: {probability: 0.2, from_slot: 3, every: 1}
    loads: [1, 2]
    split: {tune: [0, 4], hold_out: [4, 6]}
    """

  private func withSpace(_ body: (CommandLineTool) throws -> Void) throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      try offramp.write(Self.space, to: "space.yaml")
      try body(offramp)
    }
  }

  private static let study = ["tune", "scenario.yaml", "--space", "space.yaml"]

  @Test func `a study is told in tables and leaves a directory`() throws {
    try withSpace { offramp in
      let outcome = try offramp.run(Self.study)
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      try expectGolden(outcome.stdout, "tune")
      let names = try FileManager.default.contentsOfDirectory(atPath: offramp.directory + "/runs/tiny-sizes")
      #expect(
        names.sorted() == [
          "best.yaml", "held-out.csv", "importance.csv", "study.html", "study.jsonl", "trials.csv",
        ])
      let page = String(decoding: try offramp.bytes("runs/tiny-sizes/study.html"), as: UTF8.self)
      #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("id=\"response-step_size\""))
      #expect(page.contains("tiny, load 1.0") && page.contains("On held-out slots"))
    }
  }

  @Test func `a study that was cut goes on, on other threads, to the same bytes`() throws {
    try withSpace { offramp in
      #expect(try offramp.run(Self.study + ["--output", "a", "--threads", "1"]).status == 0)
      let whole = try offramp.bytes("a/study.jsonl")
      try offramp.makeFolder("b")
      try offramp.write([UInt8](whole.prefix(whole.count / 2)), to: "b/study.jsonl")
      let refused = try offramp.run(Self.study + ["--output", "b"])
      #expect(
        refused.status == 1 && refused.stderr.hasPrefix("error: b: found a study already"), "\(refused)")
      let resumed = try offramp.run(Self.study + ["--output", "b", "--resume"])
      #expect(resumed.status == 0, "\(resumed)")
      #expect(
        resumed.stderr.hasPrefix("warning: b/study.jsonl: dropped ")
          && resumed.stderr.contains(" bytes of a record"))
      for name in ["study.jsonl", "study.html", "trials.csv", "best.yaml", "importance.csv", "held-out.csv"] {
        #expect(try offramp.bytes("a/" + name) == offramp.bytes("b/" + name), "\(name)")
      }
    }
  }

  @Test func `shards merge to the study of one machine`() throws {
    try withSpace { offramp in
      let study = Self.study + ["--sampler", "sobol"]
      #expect(try offramp.run(study + ["--output", "whole"]).status == 0)
      let planned = try offramp.run(study + ["--output", "parts", "--plan", "3"])
      #expect(planned.status == 0 && planned.stderr.isEmpty, "\(planned)")
      try expectGolden(planned.stdout, "tune-plan")
      for shard in [2, 0] {
        #expect(try offramp("tune", "--shard", "\(shard)", "--output", "parts").status == 0)
      }
      let lost = try offramp("tune", "--merge", "--output", "parts")
      #expect(
        lost.status == 1 && lost.stderr.contains("found no results of shard 1 (trials 0, 2, 5, 8); "),
        "\(lost)")
      for _ in 1...2 { #expect(try offramp("tune", "--shard", "1", "--output", "parts").status == 0) }
      let merged = try offramp("tune", "--merge", "--output", "parts")
      #expect(merged.status == 0, "\(merged)")
      for name in ["study.jsonl", "study.html", "trials.csv", "best.yaml", "importance.csv", "held-out.csv"] {
        #expect(try offramp.bytes("whole/" + name) == offramp.bytes("parts/" + name), "\(name)")
      }
    }
  }

  @Test(arguments: [
    (["tune"], "Error: Missing expected argument '<scenarios> ...'"),
    (["tune", "a.yaml"], "Error: Missing expected option '--space <space>'"),
    (["tune", "--merge"], "Error: --shard and --merge need --output, the directory of the plan"),
    (
      ["tune", "--shard", "1", "--merge", "--output", "x"],
      "Error: --plan, --shard and --merge exclude each other"
    ),
    (
      ["tune", "a.yaml", "--merge", "--output", "x"],
      "Error: --shard and --merge take scenarios and space from the plan"
    ),
    (["tune", "a.yaml", "--space", "s", "--trials", "0"], "Error: --trials needs a number from 1, got 0"),
    (
      ["tune", "a.yaml", "--space", "s", "--resume", "--overwrite"],
      "Error: --resume and --overwrite exclude each other"
    ),
  ]) func `a wrong command line is status 2`(_ arguments: [String], _ message: String) throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp.run(arguments)
      #expect(outcome.status == 2 && outcome.stderr.hasPrefix(message), "\(outcome)")
      #expect(try offramp.names() == [])
    }
  }

  @Test(arguments: [
    ("controller: dto-ee", "controller: dto-e", "error: space.yaml: found "),
    (
      "hold_out: [4, 6]", "hold_out: [4, 7]",
      "error: space.yaml: found slots up to 7 in split; expected at most the 6 slots "
    ),
    ("name: step_size", "name: steps", "error: space.yaml: line 5: found no such setting for 'steps'"),
  ]) func `a fault in the space is one line, and nothing is left`(old: String, new: String, message: String)
    throws
  {
    try withSpace { offramp in
      try offramp.write(Self.space.replacing(old, with: new), to: "space.yaml")
      let outcome = try offramp.run(Self.study)
      #expect(outcome.status == 1 && outcome.stderr.hasPrefix(message), "\(outcome)")
      #expect(outcome.stderr.count { $0 == "\n" } == 1 && outcome.stdout.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: offramp.directory + "/runs"))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends a study, which says how to go on and does so to the same bytes`(signal: Int32) throws {
    try CommandLineTool.run { offramp in
      var tiny = TinyScenario()
      (tiny.slots, tiny.slotSeconds) = (40, 6 / 40)
      try offramp.write(tiny)
      let space = Self.space.replacingOccurrences(
        of: "{tune: [0, 4], hold_out: [4, 6]}", with: "{hold_out_last: 0.1}")
      try offramp.write(space, to: "space.yaml")
      let study = Self.study + ["--sampler", "sobol", "--no-pruning", "--trials", "20"]
      #expect(try offramp.run(study + ["--output", "straight"]).status == 0)
      let process = try offramp.start(study + ["--output", "cut", "--progress", "json"])
      while try offramp.bytes(".stderr").isEmpty { usleep(1000) }
      #expect(process.terminate(by: signal) == .signal(signal))
      let lines = try String(decoding: offramp.bytes(".stderr"), as: UTF8.self).split(separator: "\n")
      let first = try ParsedJSON(parsing: String(try #require(lines.first)))
      #expect(first["type"]?.string == "progress" && first["trials"] == .number(20))
      let last = try ParsedJSON(parsing: String(try #require(lines.last)))
      #expect(last["type"]?.string == "interrupted" && last["trials"] == .number(20), "\(lines)")
      #expect(last["resume"]?.string?.hasSuffix("--output cut --progress json --resume") == true)
      #expect(try offramp.run(study + ["--output", "cut", "--resume"]).status == 0)
      for name in ["study.jsonl", "study.html", "trials.csv", "held-out.csv"] {
        #expect(try offramp.bytes("straight/" + name) == offramp.bytes("cut/" + name), "\(name)")
      }
    }
  }
}
