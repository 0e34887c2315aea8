import Testing
import TraceIO

@Suite struct TraceReaderTests {
  @Test(arguments: [
    ("time_s,source,tasks", TraceKind.arrivalCounts), ("tasks,time_s,extra,source", .arrivalCounts),
    ("time_s,source", .arrivalEvents), ("source,tokens,time_s", .arrivalEvents),
    ("time_s,link,bits_per_s", .bandwidth), ("bits_per_s,link,time_s,source", .bandwidth),
  ])
  func `the header tells the kind`(header: String, kind: TraceKind) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(header + "\n")
      #expect(try TraceKind.detect(path: path) == kind)
    }
  }

  @Test func `counts are read from columns in any order`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("note,tasks,time_s,source\nx,2.5,0,1\n\"y,z\",0,0.25,0\n")
      var reader = try ArrivalReader(path: path)
      let batch = try #require(try reader.nextBatch())
      #expect(batch == ArrivalBatch(timeNanoseconds: [0, 250_000_000], source: [1, 0], tasks: [2.5, 0]))
      #expect(reader.kind == .arrivalCounts && reader.sources.count == 2)
      #expect(try reader.nextBatch() == nil)
      #expect(try reader.nextBatch() == nil)
    }
  }

  @Test func `events are one task each`() throws {
    try TemporaryDirectory.run { directory in
      var reader = try ArrivalReader(path: directory.write("time_s,source\n0,a\n0,b\n1e-9,a\n"))
      let batch = try #require(try reader.nextBatch())
      #expect(batch == ArrivalBatch(timeNanoseconds: [0, 0, 1], source: [0, 1, 0], tasks: [1, 1, 1]))
      #expect(reader.kind == .arrivalEvents && reader.sources.names == ["a", "b"])
    }
  }

  @Test(arguments: ["t.csv", "t.csv.zst"])
  func `a long trace comes in batches that join without a seam`(name: String) throws {
    try TemporaryDirectory.run { directory in
      var writer = try TraceWriter(path: directory.file(name), kind: .bandwidth)
      for row in 0..<20_000 {
        try writer.write(nanoseconds: Int64(row / 4) * 500_000_000, series: row % 4, value: Double(row) * 0.5)
      }
      try writer.finish()
      var reader = try BandwidthReader(path: directory.file(name))
      var rows = 0
      while let batch = try reader.nextBatch() {
        #expect(batch.count == min(8192, 20_000 - rows))
        for row in 0..<batch.count {
          #expect(batch.timeNanoseconds[row] == Int64((rows + row) / 4) * 500_000_000)
          #expect(
            Int(batch.link[row]) == (rows + row) % 4 && batch.bitsPerSecond[row] == Double(rows + row) * 0.5)
        }
        rows += batch.count
      }
      #expect(rows == 20_000)
    }
  }

  @Test func `links load into columns of their own`() throws {
    try TemporaryDirectory.run { directory in
      let links = try LinkTrace.load(path: directory.write("time_s,link,bits_per_s\n0,0,5\n0,2,7\n1,0,0\n"))
      #expect(
        links == [
          LinkTrace(name: "0", timeNanoseconds: [0, 1_000_000_000], bitsPerSecond: [5, 0]),
          LinkTrace(name: "1"),
          LinkTrace(name: "2", timeNanoseconds: [0], bitsPerSecond: [7]),
        ])
    }
  }

  @Test func `two rates of a link at one time are an error`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,link,bits_per_s\n0.5,a,5\n0.5,a,6\n")
      #expect(
        directory.message { _ = try LinkTrace.load(path: path) }
          == "t.csv: line 3: found two rates of link a at 0.5 s; expected one. Drop one of them.")
    }
  }

  @Test(arguments: [
    ("0,0,1\n0,1,1\n5,0,1\n5.25,1,1\n9,1,1\n", 250_000_000 as Int64?), ("0,0,1\n0,1,1\n", nil),
    ("0,0,1\n600,0,1\n1800,0,1\n", 600_000_000_000),
  ])
  func `the smallest step is the interval of counts`(rows: String, step: Int64?) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,source,tasks\n" + rows)
      #expect(try ArrivalReader.smallestStep(path: path) == step)
    }
  }

  /// Everything a user may get wrong in a trace, and all that is said about it.
  static let faults: [(text: String, message: String)] = [
    (
      "time_s,lnk,bits_per_s\n0,0,1\n",
      "line 1: found the columns time_s,lnk,bits_per_s; expected time_s,source,tasks or time_s,source or "
        + "time_s,link,bits_per_s or time_s,server,speed. Import other formats with 'offramp trace import'."
    ),
    (
      "time_s,source,Tasks\n0,0,1\n",
      "line 1: found a column Tasks; expected tasks for counts, or no such column for events. Rename Tasks to tasks."
    ),
    ("time_s,link,bits_per_s,link\n0,0,1,0\n", "line 1: found two columns named link; expected one."),
    ("time_s,source,tasks\n", "line 1: found a header but no rows; expected at least one row."),
    ("time_s,source,tasks\n0,0\n", "line 2: found 2 fields; expected 3, as in the header."),
    ("time_s,source,tasks\n0,0,many\n", "line 2: found 'many' in column tasks; expected a number."),
    (
      "time_s,source,tasks\n0,0,\n",
      "line 2: found nothing in column tasks; expected a number. Fill in the field or drop the row."
    ),
    (
      "time_s,source,tasks\n0,0,NaN\n",
      "line 2: found 'NaN' in column tasks; expected a finite number. Drop the row, or write 0 for nothing."
    ),
    (
      "time_s,link,bits_per_s\n0,0,-inf\n",
      "line 2: found '-inf' in column bits_per_s; expected a finite number. Drop the row, or write 0 for nothing."
    ),
    (
      "time_s,link,bits_per_s\n0,0,1e999\n",
      "line 2: found '1e999' in column bits_per_s; expected a number that fits a double."
    ),
    (
      "time_s,link,bits_per_s\n0,0,1\n1,0,-5\n",
      "line 3: found '-5' in column bits_per_s; expected 0 or more. Correct or drop the row."
    ),
    (
      "time_s,link,bits_per_s\n17.9,0,1\n17.2,0,1\n",
      "line 3: found time 17.2 s after 17.9 s on the row above; expected times in order. Sort the rows by time_s."
    ),
    ("time_s,source\nnoon,0\n", "line 2: found 'noon' in column time_s; expected a time in seconds."),
    (
      "time_s,source\n-1,0\n",
      "line 2: found '-1' in column time_s; expected 0 or later. Count the seconds from the beginning of the trace."
    ),
    (
      "time_s,source\n1700000000,0\n",
      "line 2: found '1700000000' in column time_s; expected at most 2^53 ns (9007199.254740992 s). "
        + "Count the seconds from the beginning of the trace."
    ),
    (
      "time_s,source\n0,3\n1,cell-7\n",
      "line 3: found 'cell-7' in column source; expected only numbers or only names in this column. "
        + "Write all of them the same way, e.g. with a letter in front."
    ),
    (
      "time_s,source\n0,9999999\n",
      "line 2: found '9999999' in column source; expected a number up to 1048575, or a name. "
        + "Number the series from 0, or put a letter in front to make it a name."
    ),
    (
      "time_s,source\n0,\n",
      "line 2: found nothing in column source; expected a number from 0 or a name. Fill in the field or drop the row."
    ),
    (
      "time_s,source\n0,a\u{0}b\n",
      "line 2: found 'a\\u{0}b' in column source; expected a name without control characters. "
        + "Check that the file is a CSV."
    ),
  ]

  @Test(arguments: faults)
  func `a fault in a trace is explained`(text: String, message: String) throws {
    try TemporaryDirectory.run { directory in
      for name in ["t.csv", "t.csv.zst"] {
        let path = try directory.write(name.hasSuffix("zst") ? frame(text) : Array(text.utf8), to: name)
        let found = directory.message {
          var reader = try TraceReader(path: path)
          while try reader.nextBatch() != nil {}
        }
        #expect(found == "\(name): " + message)
      }
    }
  }

  @Test func `a trace of the other sort is refused`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,source\n0,0\n")
      #expect(
        directory.message { _ = try BandwidthReader(path: path) }
          == "t.csv: line 1: found a trace of arrival events; expected bandwidth. Check which file was named where."
      )
    }
  }

  @Test func `a number reads back from what the writer wrote`() throws {
    try TemporaryDirectory.run { directory in
      let values = [0, 1, 0.1, 1e-300, 123_456_789.125, 0x1p53, 1e22, .leastNonzeroMagnitude, 5e15 / 3]
      var writer = try TraceWriter(path: directory.file("a.csv"), kind: .bandwidth)
      for (row, value) in values.enumerated() {
        try writer.write(nanoseconds: Int64(row), series: 0, value: value)
      }
      try writer.finish()
      #expect(try LinkTrace.load(path: directory.file("a.csv"))[0].bitsPerSecond == values)
    }
  }
}
