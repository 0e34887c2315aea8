import CounterRandom
import Testing

@testable import TraceIO

/// Whatever happens to an input, an import ends with a report or with an error that names the place.
@Suite struct ImporterDamageTests {
  static let inputs: [(kind: String, name: String, text: String, options: ImportOptions)] = [
    ("fiblab-cells", "a.csv", FiblabCellsTests.halfDays, [:]),
    ("fiblab-cells", "a.csv", FiblabCellsTests.quarterDays, [.column: "traffic", .interval: "3600"]),
    ("nuwins-iperf3", "a.out", NUWiNSIperf3Tests.downlink, [:]),
    ("nuwins-iperf3", "a.out", NUWiNSIperf3Tests.uplink, [.direction: "uplink", .interval: "0.6"]),
    ("mooncake", "a.jsonl", RequestImporterTests.requests, [.jitter: "3"]),
    ("servegen", "a.csv", "0,0.5,1.2,Gamma,0.8,2.5\n600,0,0,,0,0\n1800,0.25,1,Weibull,1,4", [:]),
    ("lumos5g", "5g_trace_1", "1.0\t91.0\n2.0\t0.0\n5.0\t1.5\n", [:]),
    ("5gophers", "a.csv", "run_num,seq_num,throughput_mbps\n1,0,0.5\n1,1,0\n2,0,3\n2,3,4\n", [:]),
    (
      "mtu-cork", "a.csv",
      MTUCorkTests.header
        + "Fri Dec 31 23:59:56 UTC 2021,-80,0,900,25.5\nFri Dec 31 23:59:59 UTC 2021,0,0,0,-9\n",
      [:]
    ),
    ("csv", "a.csv", "time_s,bits_per_s\n5,1\n6e3,2.5\n-7,3\n", [.unit: "mbps"]),
    (
      "csv", "a.csv", "t,s\n2020-02-29T23:59:59.5Z,a\n2020-03-01T00:59:59.5+01:00,b\n",
      [.kind: "events", .timeColumn: "t", .timeFormat: "iso8601", .seriesColumn: "s"]
    ),
    (
      "ucc-5g", "a.csv", "Timestamp,DL_bitrate,State\n2115.02.28_23.59.58,0,I\n2115.02.28_23.59.59,7,D\n", [:]
    ),
    ("azure-llm", "a.csv", "TIMESTAMP\n2023-12-31 23:59:59.6805900\n2024-01-01 00:00:00\n", [.copies: "2"]),
  ]

  /// Imports `bytes` and checks that nothing is left but the input and, after a success, the output.
  func importDamaged(_ bytes: [UInt8], _ index: Int, _ directory: TemporaryDirectory) throws {
    let input = Self.inputs[index]
    let path = try directory.write(bytes, to: input.name)
    let output = directory.file("out.csv")
    let report = try? TraceImporters.run(input.kind, inputs: [path], output: output, options: input.options)
    #expect(try directory.names() == (report == nil ? [input.name] : [input.name, "out.csv"].sorted()))
    if report != nil {
      #expect(throws: Never.self, "\(input.kind): \(bytes)") { _ = try TraceTotals(path: output) }
      PosixFile.remove(output)
    }
  }

  @Test(arguments: inputs.indices)
  func `a cut or changed byte is no crash`(index: Int) throws {
    let text = Array(Self.inputs[index].text.utf8)
    let random = CounterRandom(seed: UInt64(index), stream: .synthesis)
    try TemporaryDirectory.run { directory in
      for place in stride(from: 0, to: text.count, by: 4) {
        try importDamaged(Array(text[..<place]), index, directory)
        var damaged = text
        damaged[place] ^= 1 << UInt8(random.integer(UInt64(place), below: 8))
        try importDamaged(damaged, index, directory)
        // Digits make the numbers large, which is where arithmetic fails.
        damaged.replaceSubrange(place...place, with: Array("99999999999999999999".utf8))
        try importDamaged(damaged, index, directory)
      }
    }
  }
}
