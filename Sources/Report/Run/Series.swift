/// A quantity over the slots of a run, kept as the minimum, mean and maximum of buckets of consecutive slots.
///
/// With no more slots than buckets every slot has a bucket of its own and nothing is lost. Otherwise slot s of n lies
/// in bucket ⌊s b / n⌋ of b.
package struct Series: Sendable {
  /// Slots of the run.
  package let slots: Int
  /// Minima of the buckets; nil where no slot has a value.
  package private(set) var minimum: [Double?]
  /// Maxima of the buckets.
  package private(set) var maximum: [Double?]
  private var sum: [Double]
  private var count: [Int]

  /// The most buckets of a line.
  package static let lineLimit = 360
  /// The most buckets of a heat map's row.
  package static let cellLimit = 160

  /// An empty series over `slots` slots, in `limit` buckets at most.
  package init(slots: Int, limit: Int = Series.lineLimit) {
    self.slots = slots
    let buckets = min(slots, limit)
    minimum = [Double?](repeating: nil, count: buckets)
    maximum = minimum
    sum = [Double](repeating: 0, count: buckets)
    count = [Int](repeating: 0, count: buckets)
  }

  /// The number of buckets.
  package var bucketCount: Int { sum.count }
  /// Whether every slot has a bucket of its own.
  package var isWhole: Bool { bucketCount == slots }
  /// Means of the buckets.
  package var mean: [Double?] { zip(sum, count).map { $1 == 0 ? nil : $0 / Double($1) } }

  /// Takes in the value of one slot; nil and what is not finite leave no trace.
  package mutating func add(_ value: Double?, at slot: Int) {
    guard let value, value.isFinite else { return }
    let bucket = slot * bucketCount / slots
    minimum[bucket] = min(minimum[bucket] ?? value, value)
    maximum[bucket] = max(maximum[bucket] ?? value, value)
    sum[bucket] += value
    count[bucket] += 1
  }

  /// The first slot of `bucket`; of the bucket after the last, the number of slots.
  package func firstSlot(of bucket: Int) -> Int { (bucket * slots + bucketCount - 1) / bucketCount }
}
