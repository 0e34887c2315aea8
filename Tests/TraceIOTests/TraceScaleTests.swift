import Testing

@testable import TraceIO

@Suite struct TraceScaleTests {
  @Test(arguments: [TraceKind.bandwidth, .arrivalCounts], UInt64(1)...4)
  func `every rate, count and time is multiplied`(kind: TraceKind, seed: UInt64) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(InspectionStatisticsTests.randomTrace(kind, seed: seed))
      var scale = TraceScale()
      (scale.rate, scale.time) = (2.5, 1.5)
      let count = try scale.copy(path, to: directory.file("out.csv"))
      let rows = try TraceRow.all(path)
      #expect(
        try TraceRow.all(directory.file("out.csv"))
          == rows.map {
            TraceRow(nanoseconds: $0.nanoseconds * 3 / 2, series: $0.series, value: $0.value * 2.5)
          })
      #expect(count == (rows.count, rows.count))
    }
  }

  @Test(arguments: UInt64(1)...4)
  func `events are kept with the probability of the rate, by the seed`(seed: UInt64) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(InspectionStatisticsTests.randomTrace(.arrivalEvents, seed: seed))
      let all = try TraceRow.all(path)
      var kept: [[TraceRow]] = []
      for (name, share, seed) in [("a", 0.3, seed), ("b", 0.3, seed), ("c", 0.3, seed + 9), ("d", 0.6, seed)]
      {
        var scale = TraceScale()
        (scale.rate, scale.seed) = (share, seed)
        let count = try scale.copy(path, to: directory.file(name))
        let rows = try TraceRow.all(directory.file(name))
        #expect(count == (all.count, rows.count))
        // Four standard deviations of a binomial.
        let expected = share * Double(all.count)
        #expect(abs(Double(rows.count) - expected) < 4 * (expected * (1 - share)).squareRoot())
        kept.append(rows)
      }
      #expect(kept[0] == kept[1] && kept[0] != kept[2])
      #expect(kept[0].allSatisfy(kept[3].contains) && kept[3].allSatisfy(all.contains))
    }
  }

  @Test func `nothing changes by a rate and time of 1`() throws {
    try TemporaryDirectory.run { directory in
      for kind in TraceKind.allCases {
        let path = try directory.write(InspectionStatisticsTests.randomTrace(kind, seed: 3))
        _ = try TraceScale().copy(path, to: directory.file("out.csv"))
        #expect(try TraceRow.all(directory.file("out.csv")) == TraceRow.all(path))
      }
    }
  }

  @Test(arguments: [
    (
      "time_s,source\n0,a\n", 2.0, 1.0,
      "t.csv: line 1: found --rate 2.0 on a trace of events; expected a share to keep, up to 1. "
        + "Import the trace with --copies to have more arrivals."
    ),
    (
      "time_s,source\n0,a\n", 1e-9, 1.0,
      "t.csv: found no task left by --rate 1e-09; expected at least one. Keep a larger share."
    ),
    (
      "time_s,source,tasks\n1,a,2\n", 1.0, 1e7,
      "t.csv: line 2: found a time of 1 s, which --time 10000000.0 brings beyond 2^53 ns; expected at most so much. "
        + "Slice the trace, or stretch it less."
    ),
    (
      "time_s,source,tasks\n1,a,2\n1.4,a,2\n", 1.0, 1e-9,
      "t.csv: line 3: found times 1 s and 1.4 s, equal to the nanosecond after --time 1e-09; expected times that differ. "
        + "Compress the trace less."
    ),
    (
      "time_s,source,tasks\n1,a,1e300\n", 1e300, 1.0,
      "out.csv: found a value above 1.7976931348623157e+308 to write; expected one that a double can hold. "
        + "Check the input's units."
    ),
  ])
  func `what cannot be scaled is an error and leaves no file`(
    text: String, rate: Double, time: Double, message: String
  ) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(text)
      var scale = TraceScale()
      (scale.rate, scale.time) = (rate, time)
      #expect(directory.message { _ = try scale.copy(path, to: directory.file("out.csv")) } == message)
      #expect(try directory.names() == ["t.csv"])
    }
  }
}
