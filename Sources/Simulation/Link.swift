import EdgeModel

/// What a task that is sent over a link has to know, in 32 bytes: on a large network links are what misses the cache.
struct Link: Sendable, Codable {
  /// When the link will have sent everything that is not held; stays at the beginning of time for pure delays.
  var free = SimulationTime(nanoseconds: .min)
  /// Until when the rate holds that `transmission` is for; the beginning of time while the next task must go the long
  /// way, because tasks are held or the window's rates have to be looked up.
  var until = SimulationTime(nanoseconds: .min)
  /// How long a whole task takes at the rate in force, rounded up; the end of time if it cannot end.
  var transmission = SimulationTime(nanoseconds: .max)
  /// Propagation time, rounded to whole nanoseconds once.
  let propagation: SimulationTime

  /// An idle link.
  init(propagation: SimulationTime) { self.propagation = propagation }

  /// When a task sent at `sent` arrives, if its transmission begins and ends before the rate changes; nil if that is
  /// not so, and nothing has changed.
  ///
  /// The end is the one that `RateWindow.end` finds: the same quotient, rounded up.
  @inline(__always)
  mutating func arrivalBeforeChange(sent: SimulationTime, occupies: Bool) -> SimulationTime? {
    let begin = max(sent, free)
    // No difference overflows: tasks are sent in the window, and `until` lies in it where it is looked at.
    guard begin < until, transmission.nanoseconds <= until.nanoseconds &- begin.nanoseconds else {
      return nil
    }
    let end = SimulationTime(nanoseconds: begin.nanoseconds &+ transmission.nanoseconds)
    if occupies { free = end }
    return SimulationTime(nanoseconds: end.nanoseconds &+ propagation.nanoseconds)
  }
}

/// The rest of what is known of a link.
struct LinkState: Sendable, Codable {
  /// The size of a task on this link.
  let size: Nanobits
  /// The rate of the current piece of the window; none before the first.
  private(set) var bitsPerSecond = -1.0
  /// The piece of the window in which the last transmission began.
  var piece = 0
  /// The first and last row of the tasks held; −1 where there are none.
  var firstHeld: Int32 = -1, lastHeld: Int32 = -1

  /// The state of an idle link for tasks of `size`.
  init(size: Nanobits) { self.size = size }

  /// Puts a rate in force on `link`, until `end`.
  mutating func adopt(_ rate: Double, until end: SimulationTime, on link: inout Link) {
    link.until = end
    guard rate != bitsPerSecond else { return }
    bitsPerSecond = rate
    let needed = (size / rate).rounded(.up)  // NaN for nothing to send in an outage: the long way
    link.transmission = SimulationTime(nanoseconds: needed < 0x1p62 ? Int64(needed) : .max)
  }
}
