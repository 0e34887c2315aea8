import Testing

@testable import TraceIO

@Suite struct CSVImporterTests {
  @Test func `columns, unit and time format are mapped`() throws {
    let rates = """
      when,phone,rate
      1700000002500,north,1.5
      1700000001000,south,0
      1700000001000,north,
      1700000001000,north,2
      1700000001000,north,3

      """
    let (report, text) = try imported(
      "csv", ["r.csv": rates],
      [
        .timeColumn: "when", .timeFormat: "milliseconds", .valueColumn: "rate", .unit: "mbps",
        .seriesColumn: "phone",
      ])
    #expect(text == "time_s,link,bits_per_s\n0.0,0,3000000.0\n0.0,1,0.0\n1.5,0,1500000.0\n")
    #expect(
      "\(report)"
        == "imported 1 file, 3 of 5 rows as 2 links; dropped 1 missing value, 1 repeated timestamp; "
        + "found 1 jump back put in order; 33 % zero")
  }

  @Test func `without a series column each file is one`() throws {
    let (report, text) = try imported(
      "csv", ["a.csv": "time_s,tasks\n5,1\n6,2\n", "b.csv": "time_s,tasks\n4.5,3\n"], [.kind: "counts"])
    #expect(text == "time_s,source,tasks\n0.0,1,3.0\n0.5,0,1.0\n1.5,0,2.0\n")
    #expect(report.series == "2 sources")
    let own = try imported(
      "csv", ["a.csv": "time_s,tasks\n6,2\n5,1\n", "b.csv": "time_s,tasks\n4.5,3\n"],
      [.kind: "counts", .clock: "file"])
    #expect(own.text == "time_s,source,tasks\n0.0,0,1.0\n0.0,1,3.0\n1.0,0,2.0\n")
  }

  @Test func `events may share a time`() throws {
    let (report, text) = try imported(
      "csv", ["e.csv": "t\n2020-02-29T23:59:59.5Z\n2020-03-01T00:59:59.5+01:00\n2020-03-01 00:00:00\n"],
      [.kind: "events", .timeColumn: "t", .timeFormat: "iso8601"])
    #expect(text == "time_s,source\n0.0,0\n0.0,0\n0.5,0\n")
    #expect("\(report)" == "imported 1 file, 3 of 3 rows as 1 source; dropped nothing")
  }

  @Test(arguments: [
    ("bps", 8.0), ("kbps", 8e3), ("mbps", 8e6), ("gbps", 8e9), ("bytes_per_s", 64), ("kbytes_per_s", 64e3),
    ("mbytes_per_s", 64e6),
  ])
  func `every unit is known`(unit: String, bitsPerSecond: Double) throws {
    let text = try imported("csv", ["a.csv": "time_s,bits_per_s\n0,8\n"], [.unit: unit]).text
    #expect(text == "time_s,link,bits_per_s\n0.0,0,\(bitsPerSecond)\n")
  }

  static let times: [(TimeFormat, String, Int64?)] =
    [
      (.seconds, "1.5", 1_500_000_000), (.seconds, "1700000000.123456789", 1_700_000_000_123_456_789),
      (.milliseconds, "1700000000123.5", 1_700_000_000_123_500_000), (.microseconds, "-3", -3000),
      (.nanoseconds, "1700000000123456789", 1_700_000_000_123_456_789), (.nanoseconds, "0.5", 1),
      (.seconds, "1e18", nil), (.seconds, "", nil), (.seconds, "now", nil),
      (.iso8601, "1970-01-01T00:00:01", 1_000_000_000), (.iso8601, "1970-01-01 00:00:00.25Z", 250_000_000),
      (.iso8601, "1970-01-01T00:00:00-0130", 5_400_000_000_000),
      (.iso8601, "1970-01-01T02:00:00.5+02:00", 500_000_000), (.iso8601, "1970-01-01", nil),
      (.iso8601, "1970-13-01T00:00:00Z", nil), (.iso8601, "1970-01-01T00:00:00+25:00", nil),
      (.iso8601, "1970-01-01x00:00:00", nil), (.iso8601, "9999-01-01T00:00:00Z", nil), (.iso8601, "", nil),
    ] as [(TimeFormat, String, Int64?)]
  @Test(
    arguments: times)
  func `times are read exactly`(format: TimeFormat, text: String, nanoseconds: Int64?) {
    #expect(format.nanoseconds(text) == nanoseconds)
  }

  static let faults: [(ImportOptions, String)] = [
    (
      [.unit: "Mbps"] as ImportOptions,
      "--unit: found Mbps; expected bps, kbps, mbps, gbps, bytes_per_s, kbytes_per_s, mbytes_per_s."
    ),
    ([.kind: "counts", .unit: "bps"], "--unit: found bps; expected no unit for counts, which have none."),
    ([.kind: "events", .valueColumn: "v"], "--value-column: found v; expected no such column for events."),
    (
      [.valueColumn: "v"],
      "t.csv: line 1: found the columns time_s,bits_per_s; expected a column v (needed: time_s,v). "
        + "Check that this is the right file, or rename a column."
    ),
    (
      [.timeFormat: "iso8601"],
      "t.csv: line 2: found '1' in column time_s; expected a time like 2023-11-16T18:15:46.68Z or …+01:00."
    ),
    ([:], "t.csv: line 2: found '-5' in column bits_per_s; expected 0 or more. Correct or drop the row."),
  ]
  @Test(arguments: faults)
  func `a faulty mapping or file is explained`(options: ImportOptions, message: String) throws {
    #expect(try importError("csv", "t.csv", "time_s,bits_per_s\n1,-5\n", options) == message)
  }

  @Test func `a file without a value is explained`() throws {
    #expect(
      try importError("csv", "t.csv", "time_s,bits_per_s\n1,NA\n")
        == "t.csv: line 1: found no usable row in 1 file; expected rows with a time and a value in bits_per_s."
    )
  }

  static let realImports: [(String, String, String, String, String, String)] = [
    (
      "barcelona-lte-pdcch", "time", "down", "bps", "1",
      "imported 3 files, 27,011 of 27,011 rows as 3 links; "
        + "dropped nothing; 1 % zero; skipped 1 file that are no CSV"
    ),
    (
      "korea-5g-uplink", "td", "5G_TBS", "bytes_per_s", "8",
      "imported 2 files, 24,300 of 24,300 rows as 2 links; "
        + "dropped nothing; 0 % zero; skipped 1 file that are no CSV"
    ),
  ]
  @Test(
    .enabled(
      if: hasDataset("barcelona-lte-pdcch"),
      "needs ../shared/datasets/barcelona-lte-pdcch and korea-5g-uplink"),
    arguments: realImports)
  func `real data sets of other shapes are imported`(
    folder: String, time: String, value: String, unit: String, factor: String, report: String
  ) throws {
    let options: ImportOptions = [
      .timeColumn: time, .timeFormat: "iso8601", .valueColumn: value, .unit: unit, .clock: "file",
    ]
    let found = try checkImport("csv", folder, options, oracle: "mapped_csv", [time, value, factor])
    #expect(found == report)
  }
}
