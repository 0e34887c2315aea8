internal import CounterRandom
internal import Glibc

/// A SYNTHETIC trace of arrival counts, made from a seed. It is no measurement.
///
/// `tasks` is the expected number of tasks in the second, not a whole number: the replay draws the arrivals.
/// A source's rate is its own mean (log-normal over sources, scaled so that the whole has the mean asked for) ×
/// a slow wave common to all, like a day pressed into the trace × noise of all and of its own that is correlated
/// from second to second × a surge: for a tenth of the trace a third of the sources send more than twice as
/// much. The whole ranges over a factor of about two, as mobile traffic does between the hours of a working day.
package struct ArrivalSynthesis: Sendable, Equatable {
  /// Sources, numbered from 0.
  package var sources: Int
  /// Length in seconds; one row per source and second.
  package var seconds: Int
  /// Mean over the trace of the tasks per second of all sources together.
  package var tasksPerSecond: Double
  /// The seed.
  package var seed: UInt64

  /// What to make.
  ///
  /// - Throws: When a number is out of range.
  package init(
    sources: Int = 50, seconds: Int = 320, tasksPerSecond: Double = 150, seed: UInt64 = 1
  ) throws(InputError) {
    try TraceSynthesis.check("--sources", sources, 1...Int(SeriesTable.largestNumber) + 1)
    try TraceSynthesis.check("--seconds", seconds, 1...TraceSynthesis.longest)
    guard tasksPerSecond > 0, tasksPerSecond <= 1e9 else {
      throw InputError(
        "--tasks-per-second", found: "\(tasksPerSecond)", expected: "a number above 0, up to 1000000000")
    }
    (self.sources, self.seconds, self.tasksPerSecond, self.seed) = (sources, seconds, tasksPerSecond, seed)
  }

  /// Writes the trace to `path`, with a note that says that it is synthetic and how it was made.
  package func write(to path: String) throws(InputError) {
    let note =
      "offramp synthetic trace: seed \(seed), arrival counts of \(sources) sources over \(seconds) s, "
      + "\(tasksPerSecond) tasks/s in all"
    var writer = try TraceWriter(path: path, kind: .arrivalCounts, note: note)
    let scale = tasksPerSecond * Double(seconds) / unscaledTotal()
    var load = SyntheticLoad(self)
    for second in 0..<seconds {
      let time = Int64(second) * TraceTime.nanosecondsPerSecond
      let rates = load.next()
      for source in rates.indices {
        let tasks = (rates[source] * scale * 1000).rounded() / 1000
        try writer.write(nanoseconds: time, series: source, value: tasks)
      }
    }
    try writer.finish()
  }

  /// The sum of all unscaled rates: a first pass, so that the whole has exactly the mean asked for.
  private func unscaledTotal() -> Double {
    var load = SyntheticLoad(self)
    return (0..<seconds).reduce(0) { sum, _ in sum + load.next().reduce(0, +) }
  }
}

/// The unscaled rates of all sources, second by second.
private struct SyntheticLoad {
  private static let waveHeight = 0.22
  private static let commonDeviation = 0.04
  private static let ownDeviation = 0.25
  /// Standard deviation of the logarithm of the sources' means.
  private static let spread = 0.6
  private static let surgeFactor = 2.2
  /// One surge per this many seconds, a tenth of it long.
  private static let surgePeriod = 320

  private let trace: ArrivalSynthesis
  private let random: CounterRandom
  private let means: [Double]
  private let phase: Double
  private var common: Autoregression
  private var own: [Autoregression]
  private var second = 0

  init(_ trace: ArrivalSynthesis) {
    self.trace = trace
    let random = CounterRandom(seed: trace.seed, stream: .synthesis)
    self.random = random.member(0)
    phase = self.random.uniform(0)
    common = Autoregression(correlation: 0.95, random: random.member(1))
    own = (0..<trace.sources).map { Autoregression(correlation: 0.9, random: random.member(2 + UInt64($0))) }
    means = (0..<trace.sources).map {
      exp(SyntheticLoad.spread * random.member(2 + UInt64($0)).normal(1 << 40))
    }
  }

  /// The rates in the next second, by source.
  mutating func next() -> [Double] {
    let wave = sin(2 * Double.pi * (Double(second) / Double(trace.seconds) + phase))
    let shared = max(0, 1 + SyntheticLoad.waveHeight * wave + SyntheticLoad.commonDeviation * common.value)
    let deviation = SyntheticLoad.ownDeviation
    let rates = means.indices.map { source in
      let noise = exp(deviation * own[source].value - deviation * deviation / 2)  // mean 1
      return means[source] * shared * noise * surge(of: source)
    }
    common.step()
    for source in own.indices { own[source].step() }
    second += 1
    return rates
  }

  /// The factor of the surge on a source now: 1 outside of it.
  private func surge(of source: Int) -> Double {
    let (period, place) = second.quotientAndRemainder(dividingBy: SyntheticLoad.surgePeriod)
    let length = SyntheticLoad.surgePeriod / 10
    let begin = random.integer(1 + UInt64(period), below: SyntheticLoad.surgePeriod - length)
    let isHit = random.member(UInt64(period)).uniform(UInt64(source)) < 1 / 3.0
    return isHit && (begin..<begin + length).contains(place) ? SyntheticLoad.surgeFactor : 1
  }
}
