import Testing

@testable import TraceIO

@Suite struct ServeGenTests {
  @Test func `windows become counts, and idle ones are kept`() throws {
    let (report, text) = try imported(
      "servegen",
      [
        "chunk-0-trace.csv": "0,0.5,1.2,Gamma,0.8,2.5\n600,0,0,,0,0\n1800,0.25,1,Weibull,1,4",
        "chunk-1-trace.csv": "0,0,0,,0,0\n600,0,0,,0,0\n",
      ])
    #expect(text == "time_s,source,tasks\n0.0,0,300.0\n0.0,1,0.0\n600.0,0,0.0\n600.0,1,0.0\n1800.0,0,150.0\n")
    #expect(
      "\(report)"
        == "imported 2 files, 5 of 5 rows as 2 clients; dropped nothing; found 1 gap, 3 idle windows, "
        + "1 silent client; 60 % zero")
  }

  static let faults: [(String, String)] = [
    (
      "0,1,1,Gamma,1\n",
      "c.csv: line 1: found '0,1,1,Gamma,1'; expected 6 fields like 0,0.5,1.1,Gamma,0.8,2.5."
    ),
    (
      "0,0,0,,0,0\n",
      "c.csv: line 1: found no two windows of a client; expected windows with a step between them."
    ),
    (
      "0,0,0,,0,0\n600,1,1,,1,1\n",
      "c.csv: line 2: found '600,1,1,,1,1'; expected a distribution where the rate is not 0."
    ),
    (
      "0,0,0,,0,0\n600,-1,1,Gamma,1,1\n",
      "c.csv: line 2: found '-1'; expected a rate in requests per second, 0 or more."
    ),
    (
      "0,0,0,,0,0\n600,0,0,,0,0\n1300,0,0,,0,0\n",
      "c.csv: line 3: found '1300,0,0,,0,0'; expected a window at a multiple of 600 s."
    ),
  ]
  @Test(arguments: faults)
  func `a faulty file is explained`(text: String, message: String) throws {
    #expect(try importError("servegen", "c.csv", text) == message)
  }

  @Test(.enabled(if: hasDataset("servegen-clients"), "needs ../shared/datasets/servegen-clients"))
  func `the real clients are imported`() throws {
    #expect(
      try checkImport("servegen", "servegen-clients", oracle: "servegen")
        == "imported 113 files, 76,176 of 76,176 rows as 113 clients; dropped nothing; found 41,950 idle windows; "
        + "55 % zero; skipped 2 files that are no CSV")
  }
}
