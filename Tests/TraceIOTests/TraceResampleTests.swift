import Testing

@testable import TraceIO

@Suite struct TraceResampleTests {
  /// What a link carries from `begin` to `end` in bits, row by row; before its first row it has the rate of that row.
  func carried(_ rows: [TraceRow], from begin: Int64, to end: Int64) -> Double {
    var (bits, time, rate) = (0.0, begin, rows[0].value)
    for row in rows where row.nanoseconds < end {
      if row.nanoseconds > time {
        bits += rate * Double(row.nanoseconds - time) / 1e9
        time = row.nanoseconds
      }
      rate = row.value
    }
    return bits + rate * Double(end - time) / 1e9
  }

  @Test(arguments: [100_000_000, 700_000_000, 5_000_000_000, 1_000_000_000_000] as [Int64], UInt64(1)...4)
  func `links carry the same up to the end of every step`(step: Int64, seed: UInt64) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(InspectionStatisticsTests.randomTrace(.bandwidth, seed: seed))
      let outcome = try TraceResample.copy(path, step: step, to: directory.file("out.csv"))
      let all = try TraceRow.all(directory.file("out.csv"))
      #expect(outcome == .init(rows: all.count, from: .bandwidth, kind: .bandwidth))
      let (before, after) = (TraceRow.bySeries(try TraceRow.all(path)), TraceRow.bySeries(all))
      #expect(before.keys == after.keys)
      for (link, rows) in after {
        let old = try #require(before[link])
        let begin = old[0].nanoseconds / step * step
        let last = try #require(old.last).nanoseconds
        let steps = Int((last + step - 1) / step - begin / step) + 1
        #expect(rows.map(\.nanoseconds) == (0..<steps).map { begin + Int64($0) * step })
        #expect(rows.last?.value == old.last?.value, "the last step holds the last rate alone")
        var (sum, total) = (0.0, 0.0)
        for row in rows {
          let end = row.nanoseconds + step
          sum += row.value * Double(step) / 1e9
          total += carried(old, from: row.nanoseconds, to: end)
          #expect(abs(sum - total) <= 1e-9 * total, "link \(link) up to \(end)")
        }
      }
    }
  }

  @Test(arguments: [TraceKind.arrivalCounts, .arrivalEvents], [100_000_000, 7_000_000_000] as [Int64])
  func `tasks of a source and step are added up`(kind: TraceKind, step: Int64) throws {
    try TemporaryDirectory.run { directory in
      for seed in 1...4 as ClosedRange<UInt64> {
        let path = try directory.write(InspectionStatisticsTests.randomTrace(kind, seed: seed))
        let outcome = try TraceResample.copy(path, step: step, to: directory.file("out.csv"))
        #expect(outcome.from == kind && outcome.kind == .arrivalCounts)
        var expected: [[Int]: Double] = [:]
        for row in try TraceRow.all(path) {
          expected[[Int(row.nanoseconds / step * step), Int(row.series) ?? -1], default: 0] += row.value
        }
        let rows = try TraceRow.all(directory.file("out.csv"))
        #expect(try TraceKind.detect(path: directory.file("out.csv")) == .arrivalCounts)
        #expect(
          rows
            == expected.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
              TraceRow(nanoseconds: Int64($0.key[0]), series: "\($0.key[1])", value: $0.value)
            })
      }
    }
  }

  @Test func `a link's mean before its first row and after its last follow the rule`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,link,bits_per_s\n0,a,8\n12,b,4\n15,b,2\n25,a,0\n")
      _ = try TraceResample.copy(path, step: 10_000_000_000, to: directory.file("out.csv"))
      #expect(
        String(decoding: try stored(directory.file("out.csv")), as: UTF8.self) == """
          time_s,link,bits_per_s
          0.0,a,8.0
          10.0,a,8.0
          10.0,b,3.0
          20.0,a,4.0
          20.0,b,2.0
          30.0,a,0.0

          """)
    }
  }

  @Test func `rates far apart in time do not fill the time before and between`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,link,bits_per_s\n5000000,a,1\n9000000,b,2\n")
      let outcome = try TraceResample.copy(path, step: 1_000_000_000, to: directory.file("out.csv"))
      #expect(outcome.rows == 2)
    }
  }

  @Test func `a fault names its line and leaves no file`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,link,bits_per_s\n1,a,1\n0,a,2\n")
      let message = directory.message {
        _ = try TraceResample.copy(path, step: 1, to: directory.file("out.csv"))
      }
      #expect(message.hasPrefix("t.csv: line 3: found time 0 s after 1 s on the row above"), "\(message)")
      #expect(try directory.names() == ["t.csv"])
    }
  }
}
