import EdgeModel

/// What waits on every link and is not yet transmitted, as its sender knows it.
///
/// It drains at the rate in force and grows by every task that is sent: rates to come play no part, unlike in `Links`,
/// where a task knows its end at once.
struct LinkWork: Sendable, Codable {
  /// What was left at `time`, by arc.
  private var left: [Nanobits]
  private var time: [SimulationTime]
  /// The piece of the window that `time` lies in.
  private var piece: [Int]

  /// Idle links.
  init(arcCount: Int) {
    left = [Nanobits](repeating: 0, count: arcCount)
    time = [SimulationTime](repeating: .zero, count: arcCount)
    piece = [Int](repeating: 0, count: arcCount)
  }

  /// Goes on at the start of `window`, to which the last one was closed.
  mutating func open(_ window: RateWindow) {
    for arc in left.indices {
      time[arc] = window.start
      piece[arc] = window.first[arc]
    }
  }

  /// Drains every link to the end of `window`.
  mutating func close(_ window: RateWindow) {
    for arc in left.indices { drain(arc, to: window.end, window) }
  }

  /// Adds a task of `size` to `arc` at `now`.
  mutating func add(_ size: Nanobits, to arc: Int, at now: SimulationTime, _ window: RateWindow) {
    drain(arc, to: now, window)
    left[arc] += size
  }

  /// What is left on `arc` at `now`, and the rate in force there.
  mutating func state(of arc: Int, at now: SimulationTime, _ window: RateWindow) -> (
    left: Nanobits, bitsPerSecond: Double
  ) {
    drain(arc, to: now, window)
    return (left[arc], window.bitsPerSecond[piece[arc]])
  }

  private mutating func drain(_ arc: Int, to now: SimulationTime, _ window: RateWindow) {
    let last = window.first[arc + 1] - 1
    while piece[arc] < last, window.time[piece[arc] + 1] <= now {
      drain(arc, within: window.time[piece[arc] + 1], window)
      piece[arc] += 1
    }
    drain(arc, within: now, window)
  }

  /// Drains `arc` to `now`, which lies in the current piece or is its end.
  private mutating func drain(_ arc: Int, within now: SimulationTime, _ window: RateWindow) {
    left[arc] = max(0, left[arc] - window.bitsPerSecond[piece[arc]] * Double((now - time[arc]).nanoseconds))
    time[arc] = now
  }
}
