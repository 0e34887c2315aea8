/// Percentiles of values that are finite and not negative, in 2 MiB whatever their number.
///
/// A bucket holds all doubles with the same exponent and the same seven leading bits of the mantissa, so that its width is
/// at most 2⁻⁷ of its values. A percentile is given as the lower end of its bucket: at most 0.8 % too small, and exact for
/// 0, for whole numbers up to 256, and where all values are equal.
struct ValueHistogram: Sendable {
  /// How many values there are.
  private(set) var count = 0
  private var buckets = [Int](repeating: 0, count: 1 << 18)
  /// The smallest value, infinite without any.
  private(set) var smallest = Double.infinity
  /// The largest value.
  private(set) var largest = -Double.infinity

  /// Bits of a double that values of one bucket may differ in; the sign bit is always 0.
  private static let freeBits = 45

  /// Adds a value `times` times.
  mutating func add(_ value: Double, times: Int = 1) {
    buckets[Int(value.bitPattern >> ValueHistogram.freeBits)] += times
    count += times
    smallest = min(smallest, value)
    largest = max(largest, value)
  }

  /// The values at ascending `percents` by the nearest-rank rule: the p-th is the ⌈p/100 · count⌉-th smallest.
  ///
  /// - Returns: As many values as `percents`; none without values.
  func percentiles(_ percents: [Int]) -> [Double] {
    if count == 0 { return [] }
    var values: [Double] = []
    var below = 0
    for (bucket, number) in buckets.enumerated() where number > 0 {
      below += number
      let lower = Double(bitPattern: UInt64(bucket) << ValueHistogram.freeBits)
      while values.count < percents.count, below * 100 >= percents[values.count] * count {
        values.append(max(lower, smallest))
      }
    }
    return values
  }
}
