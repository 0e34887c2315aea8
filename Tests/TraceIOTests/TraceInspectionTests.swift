import Testing

@testable import TraceIO

@Suite struct TraceInspectionTests {
  static let text = "time_s,link,bits_per_s\n0,a,5\n0,b,1500\n1,a,0\n2,a,7.25\n4,a,0\n4,b,2500\n"

  @Test func `series and steps without rows are said, not divided by`() throws {
    try TemporaryDirectory.run { directory in
      let json = try TraceInspection(path: directory.write("time_s,link,bits_per_s\n3,9,5\n")).json
      #expect(
        json.contains(
          #""step_s": null, "percentiles": {"of": "bits_per_s of rows", "values": 1, "min": 5.0, "p1": 5.0, "#
        ))
      #expect(
        json.contains(
          #"{"of": "bits_per_s of a link, links pooled", "series": 1, "#
            + #""lags": [{"steps": 1, "pairs": 0, "value": null}, "#))
      #expect(
        json.hasSuffix(
          #""per_series": [{"name": "9", "rows": 1, "zeros": 0, "min": 5.0, "mean": 5.0, "max": 5.0, "#
            + #""total": 5.0, "sparkline": [5.0]}]}"#))
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
