import Testing

@testable import TraceIO

@Suite struct TraceSliceTests {
  /// The rows from `first` to before `end` seconds of the long trace, as a trace is written.
  func expected(_ first: Int, _ end: Int) -> String {
    String(decoding: FrameMapTests.long.content, as: UTF8.self).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").compactMap { Int($0) }
    }.filter { first <= $0[0] && $0[0] < end }.map { "\($0[0]).0,\($0[1]),\($0[2]).0\n" }.joined()
  }

  @Test func `a slice of a long trace holds the rows between the times`() throws {
    try TemporaryDirectory.run { directory in
      let long = try directory.write(FrameMapTests.long.stored, to: "long.csv.zst")
      let plain = try directory.write(FrameMapTests.long.content, to: "plain.csv")
      for (first, end) in [(0, 20), (19_995, 20_020), (30_000, 30_001), (59_980, 90_000)] {
        for input in [long, plain] {
          let range = Int64(first) * 1_000_000_000..<Int64(end) * 1_000_000_000
          let rows = try TraceSlice.copy(input, range, to: directory.file("out.csv"))
          let text = String(decoding: try stored(directory.file("out.csv")), as: UTF8.self)
          #expect(text == "time_s,link,bits_per_s\n" + expected(first, end), "\(first) to \(end) of \(input)")
          #expect(rows == text.split(separator: "\n").count - 1)
        }
      }
    }
  }

  @Test func `a reader may enter at every frame's first time and between`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(FrameMapTests.long.stored, to: "long.csv.zst")
      for first in [0, 1, 10, 22_000, 22_115, 45_000, 59_990] as [Int64] {
        var reader = try TraceReader(path: path, fromNanoseconds: first * 1_000_000_000)
        var rows = 0
        var earliest: Int64?
        while let batch = try reader.nextBatch() {
          earliest = earliest ?? batch.timeNanoseconds[0]
          rows += batch.count
        }
        #expect(earliest == (first + 9) / 10 * 10_000_000_000)
        #expect(rows == 100 * (6000 - Int(first + 9) / 10))
      }
      var late = try TraceReader(path: path, fromNanoseconds: 60_000_000_000_000)
      #expect(try late.nextBatch() == nil)
      #expect(try late.nextBatch() == nil)
    }
  }

  @Test func `a slice keeps the notes of its trace in front of its own`() throws {
    try TemporaryDirectory.run { directory in
      var writer = try TraceWriter(
        path: directory.file("in.csv.zst"), kind: .arrivalEvents, note: "SYNTHETIC")
      for second in 0..<400_000 {
        try writer.write(nanoseconds: Int64(second) * 1_000_000_000, name: "7", value: 1)
      }
      try writer.finish()
      _ = try TraceSlice.copy(
        directory.file("in.csv.zst"), 1_000_000_000..<3_000_000_000, to: directory.file("out.csv.zst"))
      var reader = try TraceReader(path: directory.file("out.csv.zst"))
      while try reader.nextBatch() != nil {}
      #expect(reader.notes == ["SYNTHETIC", "rows of in.csv.zst from 1 s to before 3 s"])
    }
  }

  @Test func `names and fractions survive`() throws {
    try TemporaryDirectory.run { directory in
      let text = "time_s,source,tasks\n0,a,1\n1.25,\"b,c\",0.1\n1.5,\"say \"\"x\"\"\",3\n2,a,1\n"
      let rows = try TraceSlice.copy(
        directory.write(text), 1_250_000_000..<2_000_000_000, to: directory.file("out.csv"))
      #expect(rows == 2)
      #expect(
        String(decoding: try stored(directory.file("out.csv")), as: UTF8.self)
          == "time_s,source,tasks\n1.25,\"b,c\",0.1\n1.5,\"say \"\"x\"\"\",3.0\n")
    }
  }

  @Test func `a rebased slice begins at 0 with the rates that links have there`() throws {
    try TemporaryDirectory.run { directory in
      let text =
        "time_s,link,bits_per_s\n0,b,1\n1,a,2\n2,b,3\n4,a,5\n4,c,6\n4.5,d,7\n5,b,8\n6,b,9\n"
      let rows = try TraceSlice.copy(
        directory.write(text), 4_000_000_000..<6_000_000_000, isRebasing: true, to: directory.file("out.csv"))
      #expect(rows == 5)
      #expect(
        String(decoding: try stored(directory.file("out.csv")), as: UTF8.self)
          == "time_s,link,bits_per_s\n0.0,b,3.0\n0.0,a,5.0\n0.0,c,6.0\n0.5,d,7.0\n1.0,b,8.0\n")
      let arrivals = try directory.write("time_s,source,tasks\n0,b,1\n4,a,2\n5,b,3\n")
      _ = try TraceSlice.copy(
        arrivals, 1_000_000_000..<6_000_000_000, isRebasing: true, to: directory.file("out.csv"))
      #expect(
        String(decoding: try stored(directory.file("out.csv")), as: UTF8.self)
          == "time_s,source,tasks\n3.0,a,2.0\n4.0,b,3.0\n")
    }
  }

  @Test func `an empty slice is an error and leaves no file`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,source\n0,a\n5,a\n")
      #expect(
        directory.message { _ = try TraceSlice.copy(path, 1..<2_000_000_000, to: directory.file("out.csv")) }
          == "t.csv: found no row from 0.000000001 s to before 2 s; expected at least one. "
          + "See 'offramp trace inspect' for the times it spans.")
      let links = try directory.write("time_s,link,bits_per_s\n0,a,1\n", to: "l.csv")
      #expect(
        directory.message {
          _ = try TraceSlice.copy(links, 1..<2_000_000_000, isRebasing: true, to: directory.file("out.csv"))
        }.hasPrefix("l.csv: found no row from 0.000000001 s to before 2 s"))
      #expect(try directory.names() == ["l.csv", "t.csv"])
    }
  }

  @Test func `a fault behind an entry names the byte from which lines are counted`() throws {
    try TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter(path: directory.file("t.csv.zst"), level: 1)
      try writer.write("time_s,source\n")
      let row = [UInt8]("0,a\n".utf8)
      for _ in 0..<20 { try writer.write(Array(repeatElement(row, count: 1 << 16).joined())) }
      try writer.write("1,a\n1,\n")
      try writer.finish()
      let entry = try #require(try FrameMap(path: directory.file("t.csv.zst")).parts[1].stored?.lowerBound)
      let message = directory.message {
        var reader = try TraceReader(path: directory.file("t.csv.zst"), fromNanoseconds: 1)
        while try reader.nextBatch() != nil {}
      }
      #expect(message.hasPrefix("t.csv.zst: line 2"), "\(message)")
      #expect(
        message.contains(" of what begins at byte \(entry): found nothing in column source"), "\(message)")
    }
  }
}
