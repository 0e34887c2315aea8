import CounterRandom
import Testing

@testable import TraceIO

@Suite struct InspectionStatisticsTests {
  /// A random trace: links or sources of irregular steps with gaps, zeros, and rates between 1 and 10⁹.
  static func randomTrace(_ kind: TraceKind, seed: UInt64) -> String {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    var rows: [(time: Int, text: String)] = []
    for series in 0..<5 {
      var milliseconds = 400 * series
      for row in 0..<300 {
        let counter = UInt64(series * 1000 + row)
        let shape = random.member(1).uniform(counter)
        let value = shape < 0.1 ? 0 : kind.holds ? (1 + shape * 1e9 * shape).rounded() : shape * 7
        let name = "\(series * Int(seed))"
        rows.append((milliseconds, "\(Double(milliseconds) / 1000),\(name),\(value)\n"))
        let step = random.member(2).uniform(counter)
        milliseconds += 1000 + (step < 0.04 ? 90_000 : step < 0.3 ? Int(step * 9) * 100 : 0)
      }
    }
    let ordered = rows.sorted { $0.time < $1.time }.map(\.text)
    return kind.columns.joined(separator: ",") + "\n"
      + ordered.map {
        kind == .arrivalEvents ? $0.split(separator: ",").prefix(2).joined(separator: ",") + "\n" : $0
      }
      .joined()
  }

  /// Expects an inspection to say what the slow computation says.
  func compare(_ path: String, step: Int64? = nil, _ comment: Comment) throws {
    let inspection = try TraceInspection(path: path, stepNanoseconds: step)
    let oracle = try InspectionOracle(path: path)
    let shape = ShapeStatistics(inspection)
    let step = try #require(inspection.stepNanoseconds)
    let sorted = oracle.values(step: step)
    #expect(shape.values.count == sorted.count, comment)
    #expect(shape.values.smallest == sorted.first && shape.values.largest == sorted.last, comment)
    for (percent, found) in zip(
      ShapeStatistics.percents, shape.values.percentiles(ShapeStatistics.percents))
    {
      let exact = sorted[(percent * sorted.count + 99) / 100 - 1]
      #expect(found <= exact * (1 + 1e-9) && found >= exact * (1 - 0.008), "p\(percent), \(comment)")
    }
    for (index, lag) in Autocorrelation.lags.enumerated() {
      let exact = oracle.autocorrelation(step: step, lag: lag)
      #expect(shape.autocorrelations[index].pairs == exact.pairs, "lag \(lag), \(comment)")
      #expect(close(shape.autocorrelations[index].value, exact.value), "lag \(lag), \(comment)")
    }
    for dispersion in shape.dispersions {
      #expect(
        close(dispersion.value, oracle.dispersion(step: step, steps: dispersion.steps)),
        "windows of \(dispersion.steps), \(comment)")
    }
    let width = inspection.columnNanoseconds
    #expect(
      zip(inspection.columns, oracle.columns(of: nil, width: width)).allSatisfy { close($0, $1) }, comment)
    #expect(inspection.columns.count <= Sparkline.mostColumns, comment)
    for (number, columns) in inspection.listedSeries {
      #expect(zip(columns, oracle.columns(of: number, width: width)).allSatisfy { close($0, $1) }, comment)
    }
  }

  private func close(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-9 * max(1, abs(other))
  }

  @Test(arguments: TraceKind.allCases, UInt64(1)..<4)
  func `every statistic agrees with a slow computation`(kind: TraceKind, seed: UInt64) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(Self.randomTrace(kind, seed: seed))
      try compare(path, "\(kind), seed \(seed)")
      try compare(path, step: 700_000_000, "\(kind), seed \(seed), steps of 0.7 s")
    }
  }

  @Test(.enabled(if: hasDataset("ucc-5g-production")))
  func `every statistic agrees on real 5G drives`() throws {
    try TemporaryDirectory.run { directory in
      let trace = directory.file("ucc.csv.zst")
      _ = try TraceImporters.run(
        "ucc-5g", inputs: [datasets + "/ucc-5g-production/Download/Static"], output: trace,
        options: ImportOptions())
      try compare(trace, "UCC, downloads at rest")
    }
  }

  @Test func `an emptiness of days costs no time and is counted`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,source,tasks\n0,0,4\n0.000001,0,2\n9000000,0,6\n")
      let inspection = try TraceInspection(path: path)
      #expect(inspection.stepNanoseconds == 1000)
      let shape = ShapeStatistics(inspection)
      #expect(shape.values.count == 9_000_000_000_001 && shape.values.largest == 6)
      // n steps, 4 + 2 + 6 tasks: mean 12/n, sum of squares 16 + 4 + 36, so nearly 56/12.
      #expect(abs((shape.dispersions[0].value ?? 0) - 56.0 / 12) < 1e-9)
      #expect(shape.dispersions.map(\.count) == [9_000_000_000_001, 900_000_000_000, 150_000_000_000])
      // Products of neighbours: 4 · 2.
      #expect(abs((shape.autocorrelations[0].value ?? 0) - 8.0 / 56) < 1e-9)
    }
  }

  @Test func `percentiles are exact for small whole numbers and for equal values`() {
    var histogram = ValueHistogram()
    for value in 1...200 { histogram.add(Double(value)) }
    #expect(histogram.percentiles(ShapeStatistics.percents) == [2, 10, 50, 100, 150, 190, 198])
    var equal = ValueHistogram()
    equal.add(123_456.789, times: 3)
    #expect(equal.percentiles([1, 50, 99]) == [123_456.789, 123_456.789, 123_456.789])
    #expect(ValueHistogram().percentiles([50]) == [])
  }

  @Test func `the dispersion of a Poisson process is about 1 and of its bundles more`() throws {
    let random = CounterRandom(seed: 3, stream: .arrivalTimes)
    var time = 0.0
    var single = "time_s,source\n"
    var bundles = "time_s,source\n"
    for event in 0..<20_000 as Range<UInt64> {
      time += random.exponential(event) / 10
      let row = "\(time),0\n"
      single += row
      bundles += row + row + row
    }
    try TemporaryDirectory.run { directory in
      for (text, expected) in [(single, 1.0), (bundles, 3.0)] {
        let inspection = try TraceInspection(path: directory.write(text))
        for dispersion in ShapeStatistics(inspection).dispersions {
          let value = try #require(dispersion.value)
          #expect(abs(value / expected - 1) < 4 * (2 / Double(dispersion.count)).squareRoot(), "\(value)")
        }
      }
    }
  }

  @Test func `the series with the smallest numbers are detailed, wherever they first appear`() throws {
    try TemporaryDirectory.run { directory in
      let numbers = (0..<3000).map { ($0 * 7919 + 11) % 3001 }
      let rows = (0..<3).map { time in numbers.map { "\(time),\($0),\($0 + time)\n" }.joined() }.joined()
      let inspection = try TraceInspection(
        path: directory.write("time_s,link,bits_per_s\n" + rows), listed: SeriesDetails.most)
      let smallest = numbers.sorted().prefix(SeriesDetails.most)
      #expect(inspection.listedSeries.map(\.number) == Array(smallest))
      #expect(
        inspection.listedSeries.allSatisfy { detail in
          detail.columns == (0..<3).map { Double(detail.number + $0) }
        })
    }
  }

  @Test func `bars are eighths of the largest column`() {
    #expect(Sparkline.bars([0, 1, 2, 4, 8, 7.9, nil]) == "▁▁▂▄██·")
    #expect(Sparkline.bars([0, nil, 0]) == "▁·▁")
  }
}
