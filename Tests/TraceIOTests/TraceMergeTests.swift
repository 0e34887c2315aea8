import Testing

@testable import TraceIO

@Suite struct TraceMergeTests {
  @Test(arguments: TraceKind.allCases, UInt64(1)...2)
  func `a merge has the rows of all files by time and file, numbers apart`(kind: TraceKind, seed: UInt64)
    throws
  {
    try TemporaryDirectory.run { directory in
      let paths = try (0..<3).map {
        try directory.write(
          InspectionStatisticsTests.randomTrace(kind, seed: seed + UInt64($0)), to: "\($0).csv")
      }
      let output = directory.file("out.csv.zst")
      let count = try TraceMerge.copy(paths, joiningSeries: false, to: output)
      var expected: [(row: TraceRow, file: Int, place: Int)] = []
      var offset = 0
      for (file, path) in paths.enumerated() {
        let rows = try TraceRow.all(path)
        for (place, row) in rows.enumerated() {
          var row = row
          row.series = "\((Int(row.series) ?? 0) + offset)"
          expected.append((row, file, place))
        }
        offset += (rows.compactMap { Int($0.series) }.max() ?? 0) + 1
      }
      expected.sort { ($0.row.nanoseconds, $0.file, $0.place) < ($1.row.nanoseconds, $1.file, $1.place) }
      #expect(try TraceRow.all(output) == expected.map(\.row), "\(kind) \(seed)")
      #expect(count == expected.count)
    }
  }

  @Test(arguments: TraceKind.allCases, [true, false])
  func `two halves of a trace merge to the trace`(kind: TraceKind, usesNames: Bool) throws {
    try TemporaryDirectory.run { directory in
      for seed in 1...2 as ClosedRange<UInt64> {
        var text = InspectionStatisticsTests.randomTrace(kind, seed: seed)
        if usesNames {
          text = text.split(separator: "\n").enumerated().map { line, row in
            line == 0
              ? row + "\n"
              : row.replacing(",", with: ",\"cell, ", maxReplacements: 1)
                .split(separator: ",", omittingEmptySubsequences: false).enumerated()
                .map { $0 == 2 ? $1 + "\"" : $1 }.joined(separator: ",") + "\n"
          }.joined()
        }
        let path = try directory.write(text)
        let rows = try TraceRow.all(path)
        let middle = rows[rows.count / 2].nanoseconds
        let halves = [directory.file("a.csv"), directory.file("b.csv")]
        _ = try TraceSlice.copy(path, 0..<middle, to: halves[0])
        _ = try TraceSlice.copy(path, middle..<TraceTime.latestNanoseconds, to: halves[1])
        _ = try TraceMerge.copy(halves, joiningSeries: true, to: directory.file("out.csv"))
        #expect(try TraceRow.all(directory.file("out.csv")) == rows, "\(kind) \(seed)")
      }
    }
  }

  @Test func `rows at one time come in the order of the files, and names stay`() throws {
    try TemporaryDirectory.run { directory in
      let a = try directory.write("time_s,source\n1,x\n1,y\n2,x\n", to: "a.csv")
      let b = try directory.write("source,time_s\nz,0.5\nz,1\n", to: "b.csv")
      #expect(try TraceMerge.copy([a, b], joiningSeries: false, to: directory.file("out.csv")) == 5)
      #expect(
        String(decoding: try stored(directory.file("out.csv")), as: UTF8.self)
          == "time_s,source\n0.5,z\n1.0,x\n1.0,y\n1.0,z\n2.0,x\n")
    }
  }

  @Test func `notes of all files are kept`() throws {
    try TemporaryDirectory.run { directory in
      for name in ["a.zst", "b.zst"] {
        var writer = try TraceWriter(
          path: directory.file(name), kind: .arrivalEvents, note: "made for \(name)")
        try writer.write(nanoseconds: 0, series: 0)
        try writer.finish()
      }
      let paths = ["a.zst", "b.zst"].map(directory.file)
      _ = try TraceMerge.copy(paths, joiningSeries: false, to: directory.file("out.zst"))
      var reader = try TraceReader(path: directory.file("out.zst"))
      while try reader.nextBatch() != nil {}
      #expect(
        reader.notes == ["made for a.zst", "made for b.zst", "merged by offramp from 2 traces, series apart"])
    }
  }

  @Test func `who decodes in no thread reads the same`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(FrameMapTests.long.stored, to: "long.csv.zst")
      for first in [0, 22_115_000_000_000] as [Int64] {
        var (ahead, direct) = (TraceBatch(), TraceBatch())
        var one = try TraceReader(path: path, fromNanoseconds: first)
        while let batch = try one.nextBatch() { ahead.timeNanoseconds += batch.timeNanoseconds }
        var other = try TraceReader(path: path, fromNanoseconds: first, decodeThreads: 0)
        while let batch = try other.nextBatch() { direct.timeNanoseconds += batch.timeNanoseconds }
        #expect(ahead == direct && direct.count > 0)
      }
    }
  }

  /// Two files that do not go together.
  struct Misfit: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var texts: [String]
    var joins = false
    var message: String
  }

  @Test(arguments: [
    Misfit(
      testDescription: "two kinds", texts: ["time_s,source\n0,a\n", "time_s,source,tasks\n0,a,1\n"],
      message: "1.csv: line 1: found a trace of arrival counts; expected arrival events. "
        + "Check which file was named where."),
    Misfit(
      testDescription: "names and numbers", texts: ["time_s,source\n0,a\n", "time_s,source\n0,1\n"],
      message:
        "1.csv: found sources written as numbers; expected names, as in 0.csv. Write all of them the same way."
    ),
    Misfit(
      testDescription: "a name in both", texts: ["time_s,source\n0,a\n", "time_s,source\n0,b\n5,a\n"],
      message: "1.csv: line 3: found source a, which 0.csv has too; expected sources of its own. "
        + "Pass --join if it is the same source, or rename it."),
    Misfit(
      testDescription: "a rate in both",
      texts: ["time_s,link,bits_per_s\n5,7,1\n", "time_s,link,bits_per_s\n0,7,1\n5,7,1\n"], joins: true,
      message:
        "1.csv: line 3: found a row of link 7 at 5 s, which 0.csv has too; expected it in one of them. "
        + "Drop one of the two, or merge without --join to keep two links."),
    Misfit(
      testDescription: "too many numbers",
      texts: ["time_s,link,bits_per_s\n5,1048575,1\n", "time_s,link,bits_per_s\n0,0,1\n"],
      message: "1.csv: found link 0, which would become 1048576; expected numbers up to 1048575 in all. "
        + "Merge fewer traces, or pass --join where equal numbers mean the same link."),
    Misfit(
      testDescription: "a faulty row", texts: ["time_s,source\n0,a\n", "time_s,source\n0,b\n5,\n"],
      message: "1.csv: line 3: found nothing in column source; expected a number from 0 or a name. "
        + "Fill in the field or drop the row."),
  ])
  func `what does not go together is an error and leaves no file`(misfit: Misfit) throws {
    try TemporaryDirectory.run { directory in
      let paths = try misfit.texts.enumerated().map { try directory.write($1, to: "\($0).csv") }
      let message = directory.message {
        _ = try TraceMerge.copy(paths, joiningSeries: misfit.joins, to: directory.file("out.csv"))
      }
      #expect(message == misfit.message)
      #expect(try directory.names() == ["0.csv", "1.csv"])
    }
  }
}
