import Testing

@testable import TraceIO

@Suite struct FiveGophersTests {
  @Test func `runs and carriers become links`() throws {
    let (report, text) = try imported(
      "5gophers",
      [
        "a.csv": "run_num,seq_num,throughput_mbps\n1,0,0.5\n1,1,0\n2,0,3\n2,3,4\n",
        "b.csv": "seq_num,throughput_mbps,primitive_handoff_type\n1,92.1,\n2,7,P1\n",
        "c.csv": "seq_num,A_throughput_mbps,B_throughput_mbps\n0,1,2\n1,3,4\n",
      ])
    #expect(
      text == """
        time_s,link,bits_per_s
        0.0,0,500000.0
        0.0,1,3000000.0
        0.0,2,92100000.0
        0.0,3,1000000.0
        0.0,4,2000000.0
        1.0,0,0.0
        1.0,2,7000000.0
        1.0,3,3000000.0
        1.0,4,4000000.0
        3.0,1,4000000.0

        """)
    #expect(
      "\(report)"
        == "imported 3 files, 10 of 10 rows as 5 links; dropped nothing; found 1 gap, 1 link moved to 0; "
        + "10 % zero")
  }

  @Test func `a file of another shape is explained`() throws {
    #expect(
      try importError("5gophers", "a.csv", "seq_num,rate\n0,1\n")
        == "a.csv: line 1: found the columns seq_num,rate; expected a column throughput_mbps "
        + "(needed: throughput_mbps). Check that this is the right file, or rename a column.")
  }

  @Test(.enabled(if: hasDataset("5gophers"), "needs ../shared/datasets/5gophers"))
  func `the real runs are imported`() throws {
    #expect(
      try checkImport("5gophers", "5gophers", oracle: "fivegophers")
        == "imported 3 files, 8,220 of 8,220 rows as 124 links; dropped nothing; found 5 gaps, 1 link moved to 0; "
        + "1 % zero; skipped 1 file that are no CSV")
  }
}
