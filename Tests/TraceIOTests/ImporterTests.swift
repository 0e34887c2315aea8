import Testing

@testable import TraceIO

@Suite struct ImporterTests {
  @Test func `each rule of ucc-5g is applied and counted`() throws {
    let (report, text) = try imported("ucc-5g", [fixtures + "/ucc-5g"])
    #expect(
      text == """
        time_s,link,bits_per_s
        0.0,0,0.0
        0.0,1,72000.0
        1.0,0,1600500.0
        1.0,1,0.0
        4.0,0,70000.0
        86404.0,0,90000.0

        """)
    #expect(
      "\(report)"
        == "imported 2 files, 6 of 9 rows as 2 links; dropped 1 missing rate, 1 repeated timestamp, "
        + "1 backward step; found 2 gaps; 33 % zero; skipped 1 file that are no CSV")
  }

  @Test func `ucc-5g keeps only the state that is asked for`() throws {
    let (report, text) = try imported("ucc-5g", [fixtures + "/ucc-5g/Driving"], [.state: "D"])
    #expect(text == "time_s,link,bits_per_s\n0.0,0,1600500.0\n3.0,0,70000.0\n")
    #expect(
      "\(report)"
        == "imported 1 file, 2 of 7 rows as 1 link; dropped 2 rows in another state, 1 missing rate, "
        + "1 repeated timestamp, 1 backward step; found 1 gap; 0 % zero")
  }

  @Test func `a file named twice becomes two links`() throws {
    let file = fixtures + "/ucc-5g/second.csv"
    #expect(try imported("ucc-5g", [file, file]).report.series == "2 links")
  }

  @Test func `azure-llm keeps times to the nanosecond`() throws {
    let (report, text) = try imported(
      "azure-llm", [fixtures + "/azure-llm/requests.csv"], [.sources: "1"])
    #expect(text == "time_s,source\n0.0,0\n0.0000001,0\n0.31941,0\n60.81941,0\n")
    #expect("\(report)" == "imported 1 file, 4 of 4 rows as requests of 1 source; dropped nothing")
  }

  @Test func `copies come in the order of time, within the spread, and the first at its own time`() throws {
    let own = try imported("azure-llm", [fixtures + "/azure-llm"], [.sources: "3"]).text
    let options: ImportOptions = [.sources: "3", .copies: "40", .spread: "20"]
    let (report, text) = try imported("azure-llm", [fixtures + "/azure-llm"], options)
    let times = text.split(separator: "\n").dropFirst().compactMap { Double($0.split(separator: ",")[0]) }
    #expect(times.count == 160 && times == times.sorted())
    #expect(report.noted.map(\.count) == [156])
    #expect(times.allSatisfy { $0 < 20.31941 || (60.81941..<80.81941).contains($0) })
    #expect(own.split(separator: "\n").allSatisfy { text.contains($0 + "\n") })
  }

  @Test func `a fraction of copies thins requests and counts them`() throws {
    let (report, text) = try imported(
      "azure-llm", [fixtures + "/azure-llm"], [.copies: "0.5", .seed: "3"])
    let kept = text.split(separator: "\n").count - 1
    #expect((1...3).contains(kept) && report.rowsOut == kept)
    #expect(report.dropped.map(\.count) == [4 - kept])
  }

  @Test func `equal seeds give equal traces and others do not`() throws {
    let inputs = [fixtures + "/azure-llm"]
    func text(_ seed: UInt64) throws -> String {
      try imported("azure-llm", inputs, [.copies: "9.5", .seed: "\(seed)"]).text
    }
    #expect(try text(1) == text(1))
    #expect(try text(1) != text(2))
  }

  static let header = "Timestamp,DL_bitrate,State\n"
  static let faults: [(String, String, ImportOptions, String)] = [
    (
      "ucc-5g", "time,rate\n1,2\n", ImportOptions(),
      "t.csv: line 1: found the columns time,rate; expected a column Timestamp (needed: Timestamp,DL_bitrate,State). "
        + "Check that this is the right file, or rename a column."
    ),
    (
      "ucc-5g", header + "2019.02.29_10.00.00,5,D\n", ImportOptions(),
      "t.csv: line 2: found '2019.02.29_10.00.00' in column Timestamp; expected a time like 2019.12.16_13.40.04."
    ),
    (
      "ucc-5g", header + "2019.12.16_13.40.04,fast,D\n", ImportOptions(),
      "t.csv: line 2: found 'fast' in column DL_bitrate; expected a number."
    ),
    (
      "ucc-5g", header + "2019.12.16_13.40.04,-,D\n", ImportOptions(),
      "t.csv: line 1: found no usable row in 1 file; expected rows with a DL_bitrate."
    ),
    (
      "ucc-5g", header + "2019.12.16_13.40.04,5,I\n", [.state: "D"],
      "t.csv: line 1: found no usable row in 1 file; expected rows with a DL_bitrate and State D."
    ),
    (
      "ucc-5g", header, [.seed: "1"],
      "--seed: found an option that ucc-5g does not have; expected --state."
    ),
    (
      "azure-llm", "TIMESTAMP,x\n", ImportOptions(), "t.csv: line 1: found no request; expected at least one."
    ),
    (
      "azure-llm", "TIMESTAMP\n2023-11-16 18:15:46\n2023-11-16 18:15:45.9\n", ImportOptions(),
      "t.csv: line 3: found '2023-11-16 18:15:45.9' in column TIMESTAMP; expected a time not before the row above. "
        + "Sort the rows by TIMESTAMP."
    ),
    (
      "azure-llm", "TIMESTAMP\n2023-11-16T18:15:46\n", ImportOptions(),
      "t.csv: line 2: found '2023-11-16T18:15:46' in column TIMESTAMP; expected a time like 2023-11-16 18:15:46.6805900."
    ),
    ("azure-llm", "TIMESTAMP\n", [.sources: "0"], "--sources: found 0; expected 1 to 1048576."),
    (
      "azure-llm", "TIMESTAMP\n", [.copies: "nan"],
      "--copies: found nan; expected a number above 0, up to 1000000."
    ),
    (
      "azure-llm", "TIMESTAMP\n", [.spread: "-1"],
      "--spread: found -1; expected 0 to 1000000 seconds."
    ),
    (
      "turin", "x\n", ImportOptions(),
      "trace import: found the kind 'turin'; expected \(TraceImporters.all.map { $0.name }.joined(separator: " or "))."
    ),
  ]
  @Test(
    arguments: faults)
  func `a faulty import is explained and leaves no file`(
    kind: String, text: String, options: ImportOptions, message: String
  ) throws {
    try TemporaryDirectory.run { directory in
      let input = try directory.write(text)
      let output = directory.file("out.csv")
      #expect(
        directory.message {
          _ = try TraceImporters.run(kind, inputs: [input], output: output, options: options)
        }
          == message)
      #expect(try directory.names() == ["t.csv"])
    }
  }

  @Test func `a folder without CSV files is explained`() throws {
    try TemporaryDirectory.run { directory in
      _ = try directory.write("x", to: "README.md")
      let message = directory.message { _ = try TraceFiles([directory.path]) }
      #expect(
        message.hasSuffix(
          "found no CSV file; expected files that end in .csv or .csv.zst. Name the files or another folder.")
      )
    }
  }

  @Test(
    arguments: [
      ("1970.01.01_00.00.00", 0), ("2000.02.29_12.00.00", 951_825_600),
      ("2023.11.16_18.15.46", 1_700_158_546),
      ("1969.12.31_23.59.59", -1), ("2100.03.01_00.00.00", 4_107_542_400),
      ("2100.02.29_00.00.00", nil), ("2020.13.01_00.00.00", nil), ("2020.04.31_00.00.00", nil),
      ("2020.00.01_00.00.00", nil), ("2020.01.01_24.00.00", nil), ("2020.01.01_00.60.00", nil),
      ("9999.01.01_00.00.00", nil), ("2117.01.01_00.00.00", nil), ("1822.01.01_00.00.00", nil),
      ("0001.01.01_00.00.00", nil), ("2020-01-01_00.00.00", nil),
      ("2020.1.1_0.0.0", nil), ("", nil), ("2020.01.01_00.00.00.", nil),
      ("2020.01.01_00.00.00.1234567890", nil), ("2020.01.01_00.00.00Z", nil),
    ] as [(String, Int64?)])
  func `dates are counted without a time zone`(text: String, seconds: Int64?) {
    #expect(CivilTime.nanoseconds(text, as: "YYYY.MM.DD_HH.MM.SS") == seconds.map { $0 * 1_000_000_000 })
  }
}
