import Testing

@testable import TraceIO

/// What holds for every importer.
@Suite struct ImporterConformanceTests {
  static let inputs = ImporterDamageTests.inputs

  @Test func `all importers but the one of arrays are here`() {
    #expect(
      Set(Self.inputs.map(\.kind)) == Set(TraceImporters.all.map { $0.name }).subtracting(["milan-grid"]))
  }

  @Test(arguments: inputs.indices)
  func `the same input gives the same bytes, from a plain file and from one made by pzstd`(index: Int) throws
  {
    let input = Self.inputs[index]
    try TemporaryDirectory.run { directory in
      let plain = try directory.write(input.text, to: input.name)
      let packed = try directory.write(try Self.pzstd(input.text), to: input.name + ".zst")
      var outputs: [[UInt8]] = []
      for (number, path) in [plain, plain, packed].enumerated() {
        let output = directory.file("\(number).csv.zst")
        _ = try TraceImporters.run(input.kind, inputs: [path], output: output, options: input.options)
        outputs.append(number < 2 ? try stored(output) : try decoded(output))
      }
      #expect(outputs[0] == outputs[1])
      #expect(try outputs[2] == decoded(directory.file("0.csv.zst")))
    }
  }

  /// What `pzstd` makes of text: frames, each behind a skippable frame that holds its length.
  static func pzstd(_ text: String) throws -> [UInt8] {
    let content = Array(text.utf8)
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: content.count, by: 20) {
      let piece = try frame(Array(content[start..<min(start + 20, content.count)]))
      bytes +=
        SeekTable.frame(0x50, (0..<4).map { UInt8(truncatingIfNeeded: piece.count >> (8 * $0)) }) + piece
    }
    return bytes
  }

  /// Inputs whose times lie farther apart than a trace can hold, and what is said about the row.
  static let farApart: [(kind: String, name: String, text: String, options: ImportOptions, message: String)] =
    [
      (
        "ucc-5g", "a.csv", "Timestamp,DL_bitrate,State\n1824.02.28_23.59.58,0,I\n2115.02.28_23.59.59,7,D\n",
        [:],
        "a.csv: line 3: found '2115.02.28_23.59.59' in column Timestamp; expected a time within 104 days of the first. "
          + "Split the file."
      ),
      (
        "mtu-cork", "a.csv",
        MTUCorkTests.header
          + "Fri Dec 31 23:59:56 UTC 2021,-80,0,9,2\nFri Dec 31 23:59:59 UTC 2022,-80,0,10,2\n", [:],
        "a.csv: line 3: found 'Fri Dec 31 23:59:59 UTC 2022' in column Time; expected a time within 104 days of the first. "
          + "Split the file."
      ),
      (
        "azure-llm", "a.csv", "TIMESTAMP\n1823-11-12 12:00:00\n2116-02-20 23:53:37.999999999\n", [:],
        "a.csv: line 3: found '2116-02-20 23:53:37.999999999' in column TIMESTAMP; "
          + "expected a time within 9007199.254740992 s of the first. Split the file."
      ),
      (
        "csv", "a.csv", "time_s,bits_per_s\n4611686018427387903,1\n-4611686018427387903,1\n",
        [.timeFormat: "nanoseconds"],
        "a.csv: line 3: found '-4611686018427387903' in column time_s; expected times within 104 days of each other. "
          + "Split the input, or check --time-format."
      ),
      (
        "lumos5g", "5g_trace_1", "1\t1e308\n", [:],
        "5g_trace_1: line 1: found '1e308'; expected a rate in Mbit/s that fits a double."
      ),
    ]

  @Test(arguments: farApart)
  func `what a trace cannot hold is an error at its row`(
    kind: String, name: String, text: String, options: ImportOptions, message: String
  ) throws {
    #expect(try importError(kind, name, text, options) == message)
  }

  @Test func `a trace that begins with whole numbers opens elsewhere as it is`() throws {
    guard Oracle.isAvailable else { return print("skipped: needs python3 and zstd") }
    let rows = (0..<500).map { $0 < 300 ? "\($0),\($0)" : "\($0).25,\($0).5" }.joined(separator: "\n")
    try TemporaryDirectory.run { directory in
      let input = try directory.write("time_s,bits_per_s\n" + rows)
      let output = directory.file("out.csv.zst")
      _ = try TraceImporters.run("csv", inputs: [input], output: output, options: [:])
      let text = String(decoding: try decoded(output), as: UTF8.self)
      #expect(text.hasPrefix("time_s,link,bits_per_s\n0.0,0,0.0\n1.0,0,1.0\n"))
      try compareReaders(output, TraceTotals(path: output))
    }
  }
}
