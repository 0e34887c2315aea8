import CounterRandom

/// Turns the counts of one source into arrival times: a Poisson process whose rate follows the counts.
///
/// Unit-rate exponential gaps are laid along the cumulated counts (time change of a Poisson process; Çınlar,
/// *Introduction to Stochastic Processes*, 1975, section 4.7), so that times depend on (seed, source) and the counts,
/// never on where slots begin.
struct PoissonClock: Codable {
  private let random: CounterRandom
  private var drawn: UInt64 = 0
  /// Expected tasks up to the start of the current interval.
  private var elapsed = 0.0
  /// Expected tasks up to the next arrival.
  private var next = 0.0
  private var start: Int64 = 0
  /// Where the current interval ends, in ns.
  private(set) var end: Int64 = 0
  private var tasks = 0.0

  /// The clock of `source`.
  init(seed: UInt64, source: Int) {
    random = CounterRandom(seed: seed, stream: .arrivalTimes).member(UInt64(source))
    drawNext()
  }

  /// Begins the interval [start, end) in which `tasks` are expected; the one before must have been emitted.
  mutating func begin(start: Int64, end: Int64, tasks: Double) {
    elapsed += self.tasks
    (self.start, self.end, self.tasks) = (start, end, tasks)
  }

  /// Emits the arrivals of the current interval that come before `limit`, in order; all times in ns.
  mutating func emit(before limit: Int64, _ arrival: (Int64) -> Void) {
    while next < elapsed + tasks {
      let share = (next - elapsed) / tasks
      let time = min(end - 1, start + Int64(share * Double(end - start)))
      guard time < limit else { return }
      arrival(time)
      drawNext()
    }
  }

  private mutating func drawNext() {
    next += random.exponential(drawn)
    drawn += 1
  }
}
