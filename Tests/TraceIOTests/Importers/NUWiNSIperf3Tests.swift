import Testing

@testable import TraceIO

@Suite struct NUWiNSIperf3Tests {
  /// A log of our own making: four units, irregular intervals, a gap.
  static let downlink = """
    Start time: 1700000000000
    Connecting to host 192.0.2.1, port 5201
    Reverse mode, remote host 192.0.2.1 is sending
    [  5] local 192.0.0.2 port 40000 connected to 192.0.2.1 port 5201
    [ ID] Interval           Transfer     Bitrate
    [  5]   0.00-0.10   sec  0.00 Bytes  0.00 bits/sec
    [  5]   0.10-0.25   sec  57.3 KBytes  4.5 Mbits/sec
    [  5]   0.25-0.30   sec  57.3 KBytes  12 Kbits/sec
    [  5]   0.40-0.50   sec  57.3 MBytes  1.5 Gbits/sec
    - - - - - - - - - - - - - - - - - - - - - - - - -
    [ ID] Interval           Transfer     Bitrate         Retr
    [  5]   0.00-0.56   sec   295 MBytes  41.2 Mbits/sec  1261             sender
    [  5]   0.00-0.50   sec  16.7 MBytes  2.34 Mbits/sec                  receiver

    iperf Done.
    End time: 1700000000500

    """
  /// An uplink log that breaks off inside a line.
  static let uplink = """
    Start time: 1700000001000
    Connecting to host 192.0.2.1, port 5202
    [  5] local 192.0.0.2 port 40000 connected to 192.0.2.1 port 5202
    [ ID] Interval           Transfer     Bitrate         Retr  Cwnd
    [  5]   0.00-0.50   sec  1.92 MBytes   3 Mbits/sec    0   13.5 KBytes
    [  5]   0.50-1.50   sec  0.00 Bytes  0.00 bits/sec    0   51.4 KBytes
    [  5]   1.50-2.00   sec  0.00 Bytes  500 bits/sec    0   51.4 KBytes
    [  5]   2.00-2.40   sec  0.00 Bytes  700 bits/sec    0   51.4 KBytes
    [  5]   2.40-2.50   sec  1.92 MByteEnd time: 1700000003500

    """
  static let session: KeyValuePairs = ["1_downlink.out": downlink, "2_uplink.out": uplink, "README.md": "x"]

  @Test func `intervals become rates in the unit of their line`() throws {
    let (report, text) = try imported("nuwins-iperf3", Self.session)
    #expect(
      text == "time_s,link,bits_per_s\n0.0,0,0.0\n0.1,0,4500000.0\n0.25,0,12000.0\n0.4,0,1500000000.0\n")
    #expect(
      "\(report)" == "imported 2 files, 4 of 6 rows as 1 link; dropped 1 session in the other direction, "
        + "2 summary lines; found 2 irregular intervals, 1 time between intervals; 25 % zero; "
        + "skipped 1 file that are no iperf3 log")
  }

  @Test func `an uplink is averaged, weighted by time, and its end left out when it is short`() throws {
    let (report, text) = try imported("nuwins-iperf3", Self.session, [.direction: "uplink", .interval: "1"])
    #expect(text == "time_s,link,bits_per_s\n0.0,0,1500000.0\n1.0,0,250.0\n")
    #expect(
      "\(report)"
        == "imported 2 files, 2 of 5 rows as 1 link; dropped 1 session in the other direction, 1 cut line, "
        + "1 mean over less than half an interval; found 2 irregular intervals, 1 truncated log, "
        + "1 log without an end time; 0 % zero; skipped 1 file that are no iperf3 log")
  }

  @Test func `a mean over a part counts that part only`() throws {
    let (_, text) = try imported("nuwins-iperf3", Self.session, [.direction: "uplink", .interval: "0.6"])
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    #expect(rows.map { $0[0] } == ["0.0", "0.6", "1.2", "1.8"])
    let means = rows.compactMap { Double($0[2]) }
    let expected = [3e6 * 0.5 / 0.6, 0, 500 * 0.3 / 0.6, (500 * 0.2 + 700 * 0.4) / 0.6]
    #expect(zip(means, expected).allSatisfy { abs($0 - $1) <= 1e-9 * $1 })
  }

  static let faults: [(ImportOptions, String, String)] = [
    (
      [.direction: "uplink"] as ImportOptions, uplink,
      "--interval: found nothing; expected the seconds to average over. "
        + "An uplink log shows bursts into the socket; use 1 s or more."
    ),
    ([.direction: "up"], uplink, "--direction: found up; expected downlink, uplink."),
    ([.interval: "0"], downlink, "--interval: found 0; expected 0.01 to 86400 seconds."),
    (
      [:], uplink,
      "a.out: line 1: found no usable row in 1 file; expected downlink sessions with interval lines."
    ),
    (
      [:], downlink.replacing("4.5 Mbits/sec", with: "4.5 Mbits"),
      "a.out: line 7: found '[  5]   0.10-0.25   sec  57.3 KBytes  4.5 Mbits'; expected an interval like "
        + "[  5]   0.10-0.20   sec  2.13 MBytes   180 Mbits/sec."
    ),
    (
      [:], downlink.replacing("[  5]   0.25", with: "[  7]   0.25"),
      "a.out: line 8: found a second stream [  7]; expected one stream per log. "
        + "Run iperf3 without -P, or keep its [SUM] lines only."
    ),
  ]
  @Test(arguments: faults)
  func `a faulty log or option is explained`(options: ImportOptions, text: String, message: String) throws {
    #expect(try importError("nuwins-iperf3", "a.out", text, options) == message)
  }

  static let folder = "nuwins-tmobile-5g-sa-nsa"
  static let realImports: [(ImportOptions, [String], String)] = [
    (
      [:] as ImportOptions, ["downlink"],
      "imported 453 files, 137,372 of 137,829 rows as 229 links; dropped 224 sessions in the other direction, "
        + "456 summary lines, 1 cut line; found 7,309 irregular intervals, 1 truncated log, "
        + "1 log without an end time; 6 % zero; skipped 2 files that are no iperf3 log"
    ),
    (
      [.direction: "uplink", .interval: "1"], ["uplink", "1"],
      "imported 453 files, 13,409 of 134,534 rows as 224 links; dropped 229 sessions in the other direction, "
        + "444 summary lines, 2 cut lines; found 6,102 irregular intervals, 2 truncated logs, "
        + "2 logs without an end time; 11 % zero; skipped 2 files that are no iperf3 log"
    ),
  ]
  @Test(
    .enabled(if: hasDataset(folder), "needs ../shared/datasets/\(folder)"),
    arguments: realImports)
  func `the real sessions are imported`(options: ImportOptions, arguments: [String], report: String) throws {
    #expect(
      try checkImport("nuwins-iperf3", Self.folder, options, oracle: "nuwins_iperf3", arguments) == report)
  }
}
