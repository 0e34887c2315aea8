import Testing

@testable import TraceIO

@Suite struct MTUCorkTests {
  static let header = "Time,rsrp(dBm),nr_rsrp(dBm),Sent Bytes,RATE(MBit/s)\n"

  @Test func `each rule is applied and counted`() throws {
    let drive =
      Self.header + """
        Fri Dec 31 23:59:50 UTC 2021,-80,0,100,0
        Fri Dec 31 23:59:53 UTC 2021,-80,0,200,0.9
        Fri Dec 31 23:59:56 UTC 2021,-80,0,900,25.5
        Fri Dec 31 23:59:59 UTC 2021,0,0,0,-22997
        Sat Jan  1 00:00:02 UTC 2022,-80,0,1900,22835
        Sat Jan 01 00:00:05 UTC 2022,0,0,2900,0.0
        Sat Jan 01 00:00:08 UTC 2022,-80,0,2900,201
        Sat Jan 01 00:00:05 UTC 2022,-80,0,2950,7
        Sat Jan 01 00:00:05 UTC 2022,-80,0,2950,8

        """
    let idle =
      Self.header + "Fri Dec 31 23:59:50 UTC 2021,-80,0,,x\nFri Dec 31 23:59:53 UTC 2021,-80,0,1,0.5\n"
      + "Fri Dec 31 23:59:56 UTC 2021,-80,0,1,0.25\n"
    let (report, text) = try imported("mtu-cork", ["a.csv": drive, "b.csv": idle])
    #expect(text == "time_s,link,bits_per_s\n0.0,0,25500000.0\n0.0,1,250000.0\n9.0,0,8000000.0\n")
    #expect(
      "\(report)" == "imported 2 files, 3 of 12 rows as 2 links; dropped 2 missing counters, "
        + "2 rates after a missing counter, 1 impossible rate, 2 rows before the load, 2 repeated timestamps; "
        + "found 1 gap, 2 rows without radio parameters, 1 file without load; 0 % zero")
  }

  @Test(
    arguments: [
      ("Fri Dec 17 14:06:06 UTC 2021", 1_639_749_966), ("Thu Jan  1 00:00:00 UTC 1970", 0),
      ("Fri Dec 17 14:06:06 IST 2021", nil), ("Fri Foo 17 14:06:06 UTC 2021", nil),
      ("Dec 17 14:06:06 UTC 2021", nil),
      ("Xxx Dec 17 14:06:06 UTC 2021", nil), ("", nil), ("Tue Feb 29 00:00:00 UTC 2022", nil),
    ] as [(String, Int64?)])
  func `dates of the date command are read`(text: String, seconds: Int64?) {
    #expect(CivilTime.nanoseconds(unixDate: text) == seconds.map { $0 * 1_000_000_000 })
  }

  @Test(.enabled(if: hasDataset("mtu-cork-5g-uplink"), "needs ../shared/datasets/mtu-cork-5g-uplink"))
  func `the real drives are imported`() throws {
    #expect(
      try checkImport("mtu-cork", "mtu-cork-5g-uplink", oracle: "mtu_cork")
        == "imported 7 files, 12,444 of 12,567 rows as 7 links; dropped 6 missing counters, "
        + "6 rates after a missing counter, 111 rows before the load; found 7 gaps, 13 rows without radio parameters, "
        + "1 file without load; 61 % zero; skipped 1 file that are no CSV")
  }
}
