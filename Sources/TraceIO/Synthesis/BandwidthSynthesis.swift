internal import CounterRandom
internal import Glibc

/// A SYNTHETIC bandwidth trace, made from a seed. It is no measurement and only shaped after published ones.
///
/// Every second a link is in one mode: 5G, fallen back to LTE or to 3G, or cut off. Its rate is its own mean ×
/// the mode's factor × a log-normal fading that follows a first-order autoregression.
/// - The shares of the modes (about 72 % 5G, 19 % LTE, 9 % 3G) follow `NetworkMode` over the 188,711 rows of the
///   UCC 5G production data set (Raca et al., *Beyond throughput, the next generation*, ACM MMSys 2020), as does
///   the ceiling of 533 Mbit/s, its largest rate; from the 3G share 1.5 % is taken for outages.
/// - That rates are skewed, strongly correlated from second to second, fall steeply at handovers and have short
///   dead spells follows Narayanan et al., *A first look at commercial 5G performance on smartphones* (WWW 2020)
///   and *Lumos5G* (IMC 2020) in kind. The dwell times, factors, deviation and correlation are our choice.
package struct BandwidthSynthesis: Sendable, Equatable {
  /// Links, numbered from 0.
  package var links: Int
  /// Length in seconds; one row per link and second.
  package var seconds: Int
  /// The seed.
  package var seed: UInt64

  /// What to make.
  ///
  /// - Throws: When a number is out of range.
  package init(links: Int = 64, seconds: Int = 320, seed: UInt64 = 1) throws(InputError) {
    try TraceSynthesis.check("--links", links, 1...Int(SeriesTable.largestNumber) + 1)
    try TraceSynthesis.check("--seconds", seconds, 1...TraceSynthesis.longest)
    (self.links, self.seconds, self.seed) = (links, seconds, seed)
  }

  /// Writes the trace to `path`, with a note that says that it is synthetic and how it was made.
  package func write(to path: String) throws(InputError) {
    let note = "offramp synthetic trace: seed \(seed), bandwidth of \(links) links over \(seconds) s"
    var writer = try TraceWriter(path: path, kind: .bandwidth, note: note)
    let random = CounterRandom(seed: seed, stream: .synthesis)
    var states = (0..<links).map { SyntheticLink(random: random.member(UInt64($0))) }
    for second in 0..<seconds {
      for link in states.indices {
        let time = Int64(second) * TraceTime.nanosecondsPerSecond
        try writer.write(nanoseconds: time, series: link, value: states[link].bitsPerSecond)
        states[link].step()
      }
    }
    try writer.finish()
  }
}

/// One synthetic link.
private struct SyntheticLink {
  /// A mode of the link: its share of time, its mean dwell time in seconds, and its factor on the rate.
  private struct Mode {
    let share: Double
    let dwell: Double
    let factor: Double
  }

  private static let modes = [
    Mode(share: 0.72, dwell: 30, factor: 1), Mode(share: 0.19, dwell: 10, factor: 0.4),
    Mode(share: 0.075, dwell: 5, factor: 0.08), Mode(share: 0.015, dwell: 3, factor: 0),
  ]
  /// The means of links in 5G mode: 12 to 120 Mbit/s, uniform in the logarithm.
  private static let smallestMean = 12e6
  private static let largestMean = 120e6
  private static let ceiling = 533e6
  /// Standard deviation of the logarithm of the fading.
  private static let deviation = 0.55

  private let mean: Double
  private let random: CounterRandom
  private var fading: Autoregression
  private var mode: Int
  private var second: UInt64 = 0

  init(random: CounterRandom) {
    self.random = random.member(0)
    mean =
      SyntheticLink.smallestMean
      * exp(self.random.uniform(0) * log(SyntheticLink.largestMean / SyntheticLink.smallestMean))
    fading = Autoregression(correlation: 0.92, random: random.member(1))
    mode = SyntheticLink.draw(self.random.uniform(1)) { $0.share }
  }

  /// The rate now, in whole bit/s.
  var bitsPerSecond: Double {
    let deviation = SyntheticLink.deviation
    let fade = exp(deviation * fading.value - deviation * deviation / 2)  // mean 1
    return min(mean * SyntheticLink.modes[mode].factor * fade, SyntheticLink.ceiling).rounded()
  }

  /// Moves on by one second. A mode ends with probability 1/dwell; the next is drawn with weight share/dwell,
  /// which makes the shares of time stationary.
  mutating func step() {
    second += 1
    fading.step()
    if random.uniform(2 * second) < 1 / SyntheticLink.modes[mode].dwell {
      mode = SyntheticLink.draw(random.uniform(2 * second + 1)) { $0.share / $0.dwell }
    }
  }

  private static func draw(_ uniform: Double, weight: (Mode) -> Double) -> Int {
    var left = uniform * modes.reduce(0) { $0 + weight($1) }
    for (index, mode) in modes.enumerated() {
      left -= weight(mode)
      if left < 0 { return index }
    }
    return 0
  }
}
