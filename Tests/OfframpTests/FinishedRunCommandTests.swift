import Foundation
import TestSupport
import Testing

/// Commands on runs that are finished: `report`, `diff` and `log`.
@Suite struct FinishedRunCommandTests {
  /// A tool whose directory holds the run `a` of the tiny scenario.
  private func withRun(_ body: (CommandLineTool) throws -> Void) throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      let outcome = try offramp("replay", "scenario.yaml", "--output", "a")
      try #require(outcome.status == 0, "\(outcome)")
      try body(offramp)
    }
  }

  @Test func `report writes a page into the run, or where it is told`() throws {
    try withRun { offramp in
      let outcome = try offramp("report", "a")
      #expect(outcome.status == 0 && outcome.stderr.isEmpty && outcome.stdout == "report: a/report.html\n")
      let page = try offramp.bytes("a/report.html")
      #expect(page.starts(with: Data("<!DOCTYPE html>".utf8)) && page.count < 2_000_000)
      let both = try offramp("report", "a/", "a", "-o", "both.html")
      #expect(both.status == 0 && both.stdout == "report: both.html\n", "\(both)")
      let again = try offramp("report", "a")
      #expect(again.status == 0, "\(again)")
      #expect(try offramp.bytes("a/report.html") == page, "the same run, the same page")
    }
  }

  @Test func `diff is 0 for the same run on other threads, 1 for another`() throws {
    try withRun { offramp in
      #expect(try offramp("replay", "scenario.yaml", "--output", "b", "--threads", "1").status == 0)
      #expect(try offramp("replay", "scenario.yaml", "--output", "c", "--seed", "2").status == 0)
      let same = try offramp("diff", "a", "b")
      #expect(same.status == 0 && same.stdout == "same: manifest, decisions and summary\n", "\(same)")
      let other = try offramp("diff", "a", "c")
      #expect(other.status == 1 && other.stderr.isEmpty, "\(other)")
      try expectGolden(other.stdout, "diff")
    }
  }

  @Test func `log tells the decisions it is asked for`() throws {
    try withRun { offramp in
      let some = try offramp("log", "a", "--controller", "dto-ee", "--epoch", "0-2")
      #expect(some.status == 0 && some.stderr.isEmpty, "\(some)")
      try expectGolden(some.stdout, "log")
      let all = try offramp("log", "a")
      #expect(all.stdout.split(separator: "\n").count == 60, "two lines for each of 30 decisions")
      let one = try offramp("log", "a", "--node", "1/1", "--epoch", "3")
      #expect(one.status == 0 && one.stdout.split(separator: "\n").allSatisfy { !$0.isEmpty }, "\(one)")
    }
  }

  @Test(arguments: [
    (["report", "none"], "error: none/manifest.json: found no such file"),
    (["diff", "a", "none"], "error: none/manifest.json: found no such file"),
    (["log", "a", "--controller", "x"], "error: a: found no controller 'x'; expected one of dto-ee, "),
    (["log", "cut"], "error: cut/decisions.jsonl.zst: byte "),
    (["report", "cut"], "error: cut/decisions.jsonl.zst: byte "),
  ]) func `what cannot be read is said in one line`(_ arguments: [String], _ message: String) throws {
    try withRun { offramp in
      try FileManager.default.copyItem(atPath: offramp.directory + "/a", toPath: offramp.directory + "/cut")
      try offramp.write(
        [UInt8](try offramp.bytes("a/decisions.jsonl.zst").dropLast(40)), to: "cut/decisions.jsonl.zst")
      let outcome = try offramp.run(arguments)
      #expect(outcome.status == 1 && outcome.stderr.hasPrefix(message), "\(outcome)")
      #expect(outcome.stderr.count { $0 == "\n" } == 1, "\(outcome)")
      #expect(!FileManager.default.fileExists(atPath: offramp.directory + "/cut/report.html"))
    }
  }

  @Test(arguments: [
    (["log", "a", "--epoch", "5-3"], "Error: --epoch needs N or N-M with N at most M, got 5-3"),
    (["log", "a", "--node", "x"], "Error: --node needs STAGE/NUMBER, such as 2/3, got x"),
    (["report"], "Error: Missing expected argument"), (["diff", "a"], "Error: Missing expected argument"),
  ]) func `a wrong command line is status 2`(_ arguments: [String], _ message: String) throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp.run(arguments)
      #expect(outcome.status == 2 && outcome.stderr.hasPrefix(message), "\(outcome)")
    }
  }
}
