import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct StudyJournalTests {
  /// A directory with the journal of a small study.
  private func withJournal(_ body: (TemporaryDirectory, TinyStudy, String) async throws -> Void) async throws
  {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, trials: 3)
      try await study.run("study")
      try await body(directory, study, directory.file("study/study.jsonl"))
    }
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func `records are read back as they were`() async throws {
    try await withJournal { _, study, path in
      let records = try #require(try JournalRecords(path))
      let lines = try text(path).split(separator: "\n").map(String.init)
      #expect(lines.count == 4 && records.trials.count == 3 && records.tornByteCount == 0)
      #expect(records.header.firstDifference(from: try study.plan().header) == nil)
      #expect(
        records.trials.map { JournalRecords.line($0.json(records.header)) }
          == lines.dropFirst().map { $0 + "\n" })
    }
  }

  @Test func `every cut of the last record is recognised`() async throws {
    try await withJournal { _, _, path in
      let bytes = Array(try text(path).utf8)
      let start = try #require(bytes.dropLast().lastIndex(of: 10)) + 1
      for count in [start + 1, start + 30, bytes.count - 20, bytes.count - 1] {
        try Data(bytes[..<count]).write(to: URL(fileURLWithPath: path))
        let records = try #require(try JournalRecords(path))
        #expect(records.trials.count == 2 && records.tornByteCount == count - start)
      }
    }
  }

  @Test func `a flipped digit in the middle is damage, at the end a torn record`() async throws {
    try await withJournal { directory, _, path in
      let lines = try text(path).split(separator: "\n").map(String.init)
      func write(damaging line: Int) throws {
        var lines = lines
        lines[line] = lines[line].replacing("\"completed\":[", with: "\"completed\":[1")
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
      }
      try write(damaging: 2)
      let said = directory.message { _ = try JournalRecords(path) }
      #expect(said.hasPrefix("study/study.jsonl: line 3: found a damaged record; expected "), "\(said)")
      try write(damaging: 3)
      #expect(try #require(try JournalRecords(path)).trials.count == 2)
    }
  }

  @Test func `another study is not gone on with`() async throws {
    try await withJournal { directory, study, path in
      var other = study
      other.more = "startup: 5".replacing("startup: 5", with: "minimise: delay")
      let plan = try other.plan()
      let said = directory.message { _ = try StudyJournal(path: path, header: plan.header) }
      #expect(
        said.hasPrefix(
          "study/study.jsonl: line 1: found another study, made from other values of 'minimise'"),
        "\(said)")
    }
  }

  @Test func `two processes do not write to one journal`() async throws {
    try await withJournal { directory, study, path in
      let header = try study.plan().header
      let first = try StudyJournal(path: path, header: header)
      let said = directory.message { _ = try StudyJournal(path: path, header: header) }
      #expect(said.hasPrefix("study/study.jsonl: found a file that another process writes to"), "\(said)")
      #expect(first.trials.count == 3)
    }
  }

  @Test func `a directory with something else is left alone`() async throws {
    try await withJournal { directory, _, _ in
      try directory.write("mine", to: "other/notes.txt")
      let other = directory.message { _ = try StudyDirectory(directory.file("other"), present: .replace) }
      #expect(other.hasPrefix("other: found something that is no study"), "\(other)")
      let present = directory.message { _ = try StudyDirectory(directory.file("study/"), present: .refuse) }
      #expect(present.hasPrefix("study: found a study already; expected a new directory."), "\(present)")
    }
  }
}
