import Testing

@testable import TraceIO

@Suite struct TraceSynthesisTests {
  @Test func `the sample links are what the command makes`() throws {
    try TemporaryDirectory.run { directory in
      try BandwidthSynthesis(links: 64, seconds: 320, seed: 1).write(to: directory.file("a.csv.zst"))
      let sample = packageRoot + "/Traces/sample/synthetic-links.csv.zst"
      #expect(try decoded(directory.file("a.csv.zst")) == decoded(sample))
      #expect(
        try TraceInspection(path: sample).notes == [
          "offramp synthetic trace: seed 1, bandwidth of 64 links over 320 s"
        ])
    }
  }

  @Test func `the sample arrivals are what the command makes`() throws {
    try TemporaryDirectory.run { directory in
      try ArrivalSynthesis(sources: 50, seconds: 320, tasksPerSecond: 150, seed: 1)
        .write(to: directory.file("a.csv.zst"))
      let sample = packageRoot + "/Traces/sample/synthetic-arrivals.csv.zst"
      #expect(try decoded(directory.file("a.csv.zst")) == decoded(sample))
      #expect(
        try TraceInspection(path: sample).notes.allSatisfy { $0.hasPrefix("offramp synthetic trace: seed 1") }
      )
    }
  }

  @Test func `synthetic links spend their time as published`() throws {
    try TemporaryDirectory.run { directory in
      try BandwidthSynthesis(links: 200, seconds: 1000, seed: 2).write(to: directory.file("a.csv"))
      let inspection = try TraceInspection(path: directory.file("a.csv"))
      let outages = Double(inspection.all.zeros) / Double(inspection.all.rows)
      #expect((0.012...0.018).contains(outages), "outages \(outages)")
      #expect(inspection.all.largest <= 533e6)
      let usual = inspection.seriesNumbers.count {
        (5e6...150e6).contains(inspection.summary(of: $0).mean)
      }
      #expect(usual >= 190, "\(usual) of 200 links have a mean between 5 and 150 Mbit/s")
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `synthetic arrivals have the mean asked for and range over a factor of about two`(seed: UInt64) throws
  {
    try TemporaryDirectory.run { directory in
      try ArrivalSynthesis(sources: 50, seconds: 320, tasksPerSecond: 150, seed: seed)
        .write(to: directory.file("a.csv"))
      var reader = try ArrivalReader(path: directory.file("a.csv"))
      var perSecond = [Double](repeating: 0, count: 320)
      while let batch = try reader.nextBatch() {
        for row in 0..<batch.count {
          perSecond[Int(batch.timeNanoseconds[row] / 1_000_000_000)] += batch.tasks[row]
        }
      }
      let sorted = perSecond.sorted()
      #expect(abs(perSecond.reduce(0, +) / 320 - 150) < 0.01, "seed \(seed)")
      #expect((1.4...3).contains(sorted[310] / sorted[10]), "seed \(seed): \(sorted[10]) to \(sorted[310])")
    }
  }

  @Test func `another seed makes another trace`() throws {
    try TemporaryDirectory.run { directory in
      for seed in 1...2 as ClosedRange<UInt64> {
        try BandwidthSynthesis(links: 2, seconds: 5, seed: seed).write(to: directory.file("\(seed).csv"))
      }
      #expect(try decoded(directory.file("1.csv")) != decoded(directory.file("2.csv")))
    }
  }

  @Test func `numbers out of range are explained`() throws {
    try TemporaryDirectory.run { directory in
      #expect(
        directory.message { _ = try BandwidthSynthesis(links: 0) }
          == "--links: found 0; expected 1 to 1048576.")
      #expect(
        directory.message { _ = try ArrivalSynthesis(seconds: 9_999_999) }
          == "--seconds: found 9999999; expected 1 to 9007199.")
      #expect(
        directory.message { _ = try ArrivalSynthesis(tasksPerSecond: -.infinity) }
          == "--tasks-per-second: found -inf; expected a number above 0, up to 1000000000.")
    }
  }
}
