import TraceIO

/// A place in a link's trace that moves forward with replay time.
struct TraceCursor {
  private let trace: LinkTrace
  private let period: Int64
  private let loops: Bool
  /// The trace's time at `passStart`: a loop begins with its first row, an unlooped trace keeps its own clock.
  private let base: Int64
  private let offset: Int64
  private var row = 0
  /// Replay time at which the current pass over the trace began, in ns.
  private var passStart: Int64 = 0

  /// The place at replay time `time`.
  init(_ trace: LinkTrace, _ binding: ArcBinding, period: Int64, at time: Int64) {
    self.trace = trace
    self.period = period
    loops = binding.loops
    offset = binding.offset
    base = loops ? (trace.timeNanoseconds.first ?? 0) : 0
    seek(time)
  }

  /// Moves to replay time `time`, by binary search.
  mutating func seek(_ time: Int64) {
    let into = time + offset
    let position = loops ? into % period : into
    passStart = time - position  // 0 for an unlooped trace, which has no offset
    row = max(0, trace.timeNanoseconds.countBefore(loops ? position + base : position) - 1)
  }

  /// The rate here in bit/s.
  var rate: Double { trace.bitsPerSecond[row] }

  /// Replay time of the next change, nil when the rate holds for ever.
  var nextChange: Int64? {
    if row + 1 < trace.timeNanoseconds.count { return passStart + trace.timeNanoseconds[row + 1] - base }
    return loops ? passStart + period : nil
  }

  /// Moves to the next change.
  mutating func advance() {
    row += 1
    if row == trace.timeNanoseconds.count {
      row = 0
      passStart += period
    }
  }
}

extension [Int64] {
  /// How many elements of the ascending array are at most `value`; binary search.
  func countBefore(_ value: Int64) -> Int {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
