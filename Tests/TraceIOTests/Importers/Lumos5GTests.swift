import Testing

@testable import TraceIO

@Suite struct Lumos5GTests {
  @Test func `lines become rates, and outages stay`() throws {
    let (report, text) = try imported(
      "lumos5g",
      [
        "5g_trace_1_walking": "1.0\t91.0\n2.0\t0.0\n5.0\t1.5\n", "5g_trace_2_driving": "1.0\t7",
        "SHA256SUMS": "x",
      ])
    #expect(text == "time_s,link,bits_per_s\n0.0,0,91000000.0\n0.0,1,7000000.0\n1.0,0,0.0\n4.0,0,1500000.0\n")
    #expect(
      "\(report)" == "imported 2 files, 4 of 4 rows as 2 links; dropped nothing; found 1 gap; 25 % zero; "
        + "skipped 1 file that are no 5g_trace file")
  }

  @Test(arguments: [
    ("1.0 91.0\n", "5g_trace_1: line 1: found '1.0 91.0'; expected a time, a tab and a rate."),
    ("1.0\t-1\n", "5g_trace_1: line 1: found '-1'; expected a rate in Mbit/s, 0 or more."),
    ("x\t1\n", "5g_trace_1: line 1: found 'x'; expected a time in seconds."),
    ("1.0\tnan\n", "5g_trace_1: line 1: found 'nan'; expected a rate in Mbit/s."),
  ])
  func `a faulty line is explained`(text: String, message: String) throws {
    #expect(try importError("lumos5g", "5g_trace_1", text) == message)
  }

  @Test(.enabled(if: hasDataset("lumos5g-sigcomm21"), "needs ../shared/datasets/lumos5g-sigcomm21"))
  func `the real traces are imported`() throws {
    #expect(
      try checkImport("lumos5g", "lumos5g-sigcomm21", oracle: "lumos5g")
        == "imported 91 files, 53,103 of 53,103 rows as 91 links; dropped nothing; 3 % zero; "
        + "skipped 2 files that are no 5g_trace file")
  }
}
