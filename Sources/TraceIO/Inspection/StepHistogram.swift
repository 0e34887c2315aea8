/// Steps between the times of a trace, in buckets about 3 % wide: memory does not grow with the trace.
struct StepHistogram {
  /// The smallest step in nanoseconds.
  private(set) var smallest = Int64.max
  /// The largest step in nanoseconds.
  private(set) var largest: Int64 = 0
  /// How many steps there are.
  private(set) var count = 0
  private var buckets = [Int](repeating: 0, count: 64 << precisionBits)
  /// The smallest step in each bucket.
  private var leasts = [Int64](repeating: .max, count: 64 << precisionBits)

  /// A bucket holds all steps with the same leading bits after the first.
  private static let precisionBits = 5

  /// Adds a positive step.
  mutating func add(_ step: Int64) {
    smallest = min(smallest, step)
    largest = max(largest, step)
    count += 1
    let bucket = StepHistogram.bucket(step)
    buckets[bucket] += 1
    leasts[bucket] = min(leasts[bucket], step)
  }

  /// The median step, 0 without steps: exact when the steps near it are equal, at most 3 % too small otherwise.
  var median: Int64 {
    var below = 0
    for (bucket, number) in buckets.enumerated() {
      below += number
      if 2 * below >= count, number > 0 { return leasts[bucket] }
    }
    return 0
  }

  /// How many steps are at least `limit`, up to the width of a bucket.
  func count(from limit: Int64) -> Int {
    buckets[StepHistogram.bucket(max(limit, 1))...].reduce(0, +)
  }

  private static func bucket(_ step: Int64) -> Int {
    let shift = max(0, 63 - step.leadingZeroBitCount - precisionBits)
    return (shift << precisionBits) + Int(step >> shift)
  }
}
