import Testing

@testable import TraceIO

@Suite struct TraceInspectionTests {
  static let text = "time_s,link,bits_per_s\n0,a,5\n0,b,1500\n1,a,0\n2,a,7.25\n4,a,0\n4,b,2500\n"

  @Test func `people get a table`() throws {
    try TemporaryDirectory.run { directory in
      let table = try TraceInspection(path: directory.write(Self.text)).table
      #expect(
        table.replacing(directory.path + "/", with: "") == """
          t.csv
          kind        bandwidth (time_s,link,bits_per_s)
          rows        6
          links       2
          time        0 s to 4 s
          steps       1 s smallest, 1 s median, 4 s largest; 2 gaps, 0 repeated
          bits_per_s  0 smallest, 668.708 mean, 2,500 largest; 2 zeros (33 %)

          link  rows  smallest   mean  largest  zeros
          a        4         0  3.063    7.250      2
          b        2     1,500  2,000    2,500      0
          """)
    }
  }

  @Test func `programs get one JSON object on one line`() throws {
    try TemporaryDirectory.run { directory in
      let json = try TraceInspection(path: directory.write(Self.text)).json
      #expect(
        json.replacing(directory.path + "/", with: "")
          == #"{"file": "t.csv", "kind": "bandwidth", "notes": [], "rows": 6, "series": 2, "first_s": 0, "last_s": 4, "#
          + #""interval_s": 1, "step_smallest_s": 1, "step_median_s": 1, "step_largest_s": 4, "gaps": 2, "#
          + #""repeated": 0, "zeros": 2, "min": 0.0, "mean": 668.7083333333334, "max": 2500.0, "total": 4012.25, "#
          + #""per_series": [{"name": "a", "rows": 4, "zeros": 2, "min": 0.0, "mean": 3.0625, "max": 7.25, "#
          + #""total": 12.25}, {"name": "b", "rows": 2, "zeros": 0, "min": 1500.0, "mean": 2000.0, "max": 2500.0, "#
          + #""total": 4000.0}]}"#)
    }
  }

  @Test func `a gap in counts is counted and is no error`() throws {
    try TemporaryDirectory.run { directory in
      let rows = [0, 5, 10, 15, 30, 35].map { "\($0),0,1\n" }.joined()
      let inspection = try TraceInspection(path: directory.write("time_s,source,tasks\n" + rows))
      #expect(inspection.gaps == 1 && inspection.repeated == 0)
      #expect(inspection.smallestStepNanoseconds == 5_000_000_000)
    }
  }

  @Test func `notes and names cannot write to the terminal`() throws {
    try TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter(path: directory.file("a.zst"))
      try writer.writeNote("red \u{1B}[31m\nsecond")
      try writer.write("time_s,source\n0,x\n")
      try writer.finish()
      let inspection = try TraceInspection(path: directory.file("a.zst"))
      #expect(inspection.table.contains("note        red \\u{1b}[31m\nnote        second\n"))
      #expect(inspection.json.contains(#""notes": ["red \u001b[31m\u000asecond"]"#))
    }
  }

  @Test(
    arguments: [
      [1], [1, 1, 1], [3, 1, 2], [1_000_000_000, 1_000_000_001], [7, 7, 9_000_000_000_000_000, 1],
    ] as [[Int64]])
  func `step statistics are exact but for the median of mixed steps`(steps: [Int64]) {
    var histogram = StepHistogram()
    for step in steps { histogram.add(step) }
    let median = steps.sorted()[(steps.count - 1) / 2]
    #expect(
      histogram.smallest == steps.min() && histogram.largest == steps.max() && histogram.count == steps.count)
    #expect(histogram.median <= median && Double(histogram.median) > 0.96 * Double(median))
    #expect(histogram.count(from: 1) == steps.count)
  }
}
