import EdgeModel

/// What is in force on one link, in one row, so that a task that is sent touches one place in memory.
struct Link: Sendable {
  /// When the link will have sent everything that is not held; stays at the beginning of time for pure delays.
  var free = SimulationTime(nanoseconds: .min)
  /// Until when `bitsPerSecond` holds; the beginning of time while the next task must go the long way, because tasks
  /// are held or the window's rates have to be looked up.
  var until = SimulationTime(nanoseconds: .min)
  /// The rate of the current piece of the window.
  var bitsPerSecond = 0.0
  /// The size of a task on this link.
  let size: Nanobits
  /// Propagation time, rounded to whole nanoseconds once.
  let propagation: SimulationTime
  /// The piece of the window in which the last transmission began.
  var piece = 0
  /// The first and last row of the tasks held; −1 where there are none.
  var firstHeld: Int32 = -1, lastHeld: Int32 = -1

  /// An idle link for tasks of `size`.
  init(size: Nanobits, propagation: SimulationTime) {
    self.size = size
    self.propagation = propagation
  }

  /// When a task sent at `sent` arrives, if its transmission begins and ends in the current piece; nil if that is not
  /// so, and nothing has changed.
  ///
  /// The end is the one that `RateWindow.end` finds: the same quotient, rounded up.
  @inline(__always)
  mutating func arrivalInPiece(sent: SimulationTime, occupies: Bool) -> SimulationTime? {
    let begin = max(sent, free)
    guard begin < until else { return nil }
    let needed = size / bitsPerSecond  // NaN for nothing to send in an outage: the long way
    guard needed <= Double(until.nanoseconds &- begin.nanoseconds) else { return nil }
    // `needed` is at most `until − begin`: the conversion is exact to 1 ns, and no sum overflows.
    var nanoseconds = Int64(needed)
    if Double(nanoseconds) < needed { nanoseconds &+= 1 }
    let end = SimulationTime(nanoseconds: begin.nanoseconds &+ nanoseconds)
    if occupies { free = end }
    return end + propagation
  }
}
