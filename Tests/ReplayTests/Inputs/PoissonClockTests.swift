import Testing

@testable import Replay

@Suite struct PoissonClockTests {
  private static let second: Int64 = 1_000_000_000

  /// How many arrivals fall into each of `intervals` seconds in which `tasks` are expected.
  private func counts(seed: UInt64, tasks: Double, intervals: Int) -> [Int] {
    var clock = PoissonClock(seed: seed, source: 3)
    return (0..<intervals).map { interval in
      var count = 0
      clock.begin(
        start: Int64(interval) * Self.second, end: Int64(interval + 1) * Self.second, tasks: tasks)
      clock.emit(before: .max) { _ in count += 1 }
      return count
    }
  }

  /// Over n intervals the mean has standard deviation √(m/n), the variance about m √(2/n + 1/(n m)); four of each.
  @Test(arguments: [0.2, 1, 7.5], [UInt64(1), 2])
  func `counts have the mean and the variance of the Poisson law`(tasks: Double, seed: UInt64) {
    let intervals = 4000, counts = counts(seed: seed, tasks: tasks, intervals: intervals).map(Double.init)
    let size = Double(intervals)
    let mean = counts.reduce(0, +) / size
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (size - 1)
    #expect(abs(mean - tasks) < 4 * (tasks / size).squareRoot(), "seed \(seed): mean \(mean)")
    let spread = tasks * (2 / size + 1 / (size * tasks)).squareRoot()
    #expect(abs(variance - tasks) < 4 * spread, "seed \(seed): variance \(variance)")
  }

  /// Given their number, arrivals of a Poisson process are uniform in the interval.
  @Test func `arrivals spread evenly over their interval`() {
    var clock = PoissonClock(seed: 4, source: 0), times: [Int64] = []
    clock.begin(start: 10 * Self.second, end: 12 * Self.second, tasks: 5000)
    clock.emit(before: .max) { times.append($0) }
    #expect(times == times.sorted())
    #expect(times.allSatisfy { (10 * Self.second..<12 * Self.second).contains($0) })
    let quarters = (0..<4).map { quarter in
      times.count { ($0 - 10 * Self.second) * 2 / Self.second == quarter }
    }
    #expect(quarters.allSatisfy { abs($0 - 1250) < 4 * 36 }, "\(quarters)")
  }

  @Test func `fractional counts add up until they make a task`() {
    let total = (0..<50).map { seed in
      counts(seed: seed, tasks: 0.01, intervals: 1000).reduce(0, +)
    }.reduce(0, +)
    #expect(abs(total - 500) < 4 * 23, "500 expected, \(total) came")
  }

  @Test func `nothing arrives where nothing is expected`() {
    #expect(counts(seed: 1, tasks: 0, intervals: 100).allSatisfy { $0 == 0 })
  }

  @Test(arguments: UInt64(0)..<10)
  func `where the emission is cut does not matter`(seed: UInt64) {
    var whole: [Int64] = [], cut: [Int64] = []
    var clock = PoissonClock(seed: seed, source: 1), other = clock
    for interval in Int64(0)..<20 {
      let start = 5 * interval * Self.second, end = start + 5 * Self.second,
        tasks = Double(interval % 4) * 1.5
      clock.begin(start: start, end: end, tasks: tasks)
      clock.emit(before: .max) { whole.append($0) }
      other.begin(start: start, end: end, tasks: tasks)
      for limit in stride(from: start, to: end, by: Int(Self.second) * 7 / 10) {
        other.emit(before: limit) { cut.append($0) }
      }
      other.emit(before: .max) { cut.append($0) }
    }
    #expect(whole == cut && !whole.isEmpty, "seed \(seed)")
  }

  @Test func `sources and seeds have arrivals of their own`() {
    func first(_ seed: UInt64, _ source: Int) -> Int64 {
      var clock = PoissonClock(seed: seed, source: source), times: [Int64] = []
      clock.begin(start: 0, end: Self.second, tasks: 100)
      clock.emit(before: .max) { times.append($0) }
      return times.first ?? -1
    }
    #expect(first(1, 0) == first(1, 0))
    #expect(Set([first(1, 0), first(1, 1), first(2, 0)]).count == 3)
  }
}
