import Replay
import Simulation

/// What a replay adds up, without its slots: sums and a histogram of delays.
struct Totals: WorldObserver, Sendable {
  let keepsVisits = false
  private(set) var sum = DelaySum()
  private(set) var delays = DelayHistogram()
  /// Visits of servers by the tasks that have left: a task that leaves stage n has made n.
  private(set) var hops = 0

  mutating func visited(_ visits: [Visit]) {}

  mutating func completed(_ tasks: [CompletedTask]) {
    for task in tasks {
      sum.add(task)
      delays.record(task.delay.nanoseconds)
      hops += task.stage
    }
  }

  mutating func dropped(_ tasks: [DroppedTask]) {}
}

/// Mean time from arrival at a server to the end of service, by stage.
struct StageSojourns: WorldObserver, Sendable {
  let keepsVisits = true
  /// Tasks before this one are left out.
  private let warmUp: Int
  private var nanoseconds: [Int64] = [0, 0, 0]
  private var counts = [0, 0, 0]

  init(warmUp: Int) { self.warmUp = warmUp }

  mutating func visited(_ visits: [Visit]) {
    for visit in visits where visit.task >= warmUp {
      guard let arrived = visit.arrived, let finished = visit.finished else { continue }
      nanoseconds[visit.stage - 1] += (finished - arrived).nanoseconds
      counts[visit.stage - 1] += 1
    }
  }

  mutating func completed(_ tasks: [CompletedTask]) {}
  mutating func dropped(_ tasks: [DroppedTask]) {}

  /// In s.
  var means: [Double] { zip(nanoseconds, counts).map { Double($0) / Double($1) / 1e9 } }
}
