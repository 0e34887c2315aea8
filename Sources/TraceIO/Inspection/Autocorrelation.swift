/// The sums that the autocorrelation of one series needs, at lags of 1, 10 and 60 steps, in one pass and 1.2 KiB.
///
/// Only the latest steps are kept. Values are taken relative to an origin among them, so that little is lost where they
/// are large and differ little. The estimator is the usual one (Box, Jenkins & Reinsel, *Time Series Analysis*, section
/// 2.1.5): the sum of products of deviations from the mean, over all pairs so many steps apart, over the sum of squared
/// deviations. It lies in [−1, 1]. A step without a value makes no pairs.
struct Autocorrelation: Sendable {
  /// The lags, in steps.
  static let lags = [1, 10, 60]

  /// Sums over all pairs at one lag: of products, and of both values.
  private struct Pairs: Sendable {
    var count = 0
    var products = 0.0
    var values = 0.0
  }

  private var origin: Double?
  private var count = 0
  private var sum = 0.0
  private var squares = 0.0
  private var pairs = [Pairs](repeating: Pairs(), count: lags.count)
  /// The latest values, each at its step modulo their number, and their steps.
  private var values = [Double](repeating: 0, count: kept)
  private var steps = [Int64](repeating: -1, count: kept)

  /// How many steps are kept: a power of two above the longest lag.
  static let kept = 64

  /// No values yet.
  ///
  /// - Parameter origin: What values are taken relative to; nil for the first of them.
  init(origin: Double? = nil) { self.origin = origin }

  /// Adds the value at `step`, which is not negative and later than any before.
  mutating func add(_ value: Double, at step: Int64) {
    let origin = origin ?? value
    self.origin = origin
    let value = value - origin
    count += 1
    sum += value
    squares += value * value
    for (index, lag) in Autocorrelation.lags.enumerated() {
      let earlier = step - Int64(lag)
      let place = Int(earlier & Int64(Autocorrelation.kept - 1))
      guard earlier >= 0, steps[place] == earlier else { continue }
      pairs[index].count += 1
      pairs[index].products += value * values[place]
      pairs[index].values += value + values[place]
    }
    let place = Int(step & Int64(Autocorrelation.kept - 1))
    (values[place], steps[place]) = (value, step)
  }

  /// Adds `value` `times` times at steps that nobody counts.
  ///
  /// - Precondition: The last ``kept`` values, at consecutive steps, were `value`, and the next step follows those.
  mutating func prolong(_ value: Double, times: Int) {
    let value = value - (origin ?? value)
    let many = Double(times)
    count += times
    sum += value * many
    squares += value * value * many
    for index in pairs.indices {
      pairs[index].count += times
      pairs[index].products += value * value * many
      pairs[index].values += 2 * value * many
    }
  }

  /// What a trace's autocorrelation at one lag is made of.
  struct Estimate: Sendable, Equatable {
    /// Pairs of values so many steps apart.
    var pairs = 0
    /// The sum of products of deviations over those pairs.
    var products = 0.0
    /// The sum of squared deviations over all values.
    var squares = 0.0

    /// The autocorrelation; nil without pairs, and where nothing varies.
    var value: Double? { pairs > 0 && squares > 0 ? products / squares : nil }
  }

  /// The sums at the lag of `index` in ``lags``, added to those of other series, each about its own mean.
  func add(to estimate: inout Estimate, lag index: Int) {
    if count == 0 { return }
    let mean = sum / Double(count)
    let pairs = pairs[index]
    estimate.pairs += pairs.count
    estimate.products += pairs.products - mean * pairs.values + mean * mean * Double(pairs.count)
    estimate.squares += max(0, squares - mean * sum)
  }
}
