/// Averages rates that hold over irregular spans into intervals of one length, weighted by time.
struct IntervalMean {
  /// The mean of one interval.
  struct Row {
    /// When the interval begins, in nanoseconds.
    var start: Int64
    /// The mean over the covered part, in bit/s.
    var mean: Double
  }

  /// Intervals that were covered by less than half, and left out.
  private(set) var uncovered = 0

  private let length: Int64
  /// Intervals that later spans may still add to, in order; the first begins at `start`.
  private var open: ArraySlice<(covered: Int64, bits: Double)> = []
  private var start: Int64 = 0

  /// Intervals of `length` nanoseconds, the first of which begins at 0.
  init(length: Int64) {
    precondition(length > 0, "an interval of \(length) ns")
    self.length = length
  }

  /// Adds a rate that holds over a span; spans come in the order of their beginnings.
  mutating func add(_ bitsPerSecond: Double, from begin: Int64, to end: Int64) {
    if open.isEmpty, begin >= start + length { start = begin / length * length }
    var time = max(begin, start)
    while time < end {
      let place = Int((time - start) / length)
      while open.count <= place { open.append((0, 0)) }
      let next = min(end, start + Int64(place + 1) * length)
      let index = open.startIndex + place
      open[index].covered += next - time
      open[index].bits += bitsPerSecond * (Double(next - time) / 1e9)
      time = next
    }
  }

  /// The mean of the next interval that ends at or before `time`; nil when there is none.
  mutating func next(before time: Int64) -> Row? {
    while time >= start + length, let first = open.popFirst() {
      let begin = start
      start += length
      if 2 * first.covered >= length {
        return Row(start: begin, mean: first.bits / (Double(first.covered) / 1e9))
      }
      uncovered += 1
    }
    return nil
  }
}
