internal import Replay

/// How fast a replay comes on, and when it will be done at that pace.
struct ReplayPace: Pace {
  private let progress: ReplayProgress
  /// Time of this process, and simulated time in it, in s.
  private let seconds: Double
  private let simulatedSeconds: Double

  init(_ progress: ReplayProgress, seconds: Double) {
    self.progress = progress
    self.seconds = max(seconds, 1e-6)
    simulatedSeconds =
      progress.simulatedSeconds * Double(progress.slots - progress.resumedSlots) / Double(progress.slots)
  }

  /// Simulated tasks of all controllers, as in `timings.csv`.
  private var tasksPerSecond: Double { Double(progress.tasks * progress.delays.count) / seconds }
  private var realTimeFactor: Double { simulatedSeconds / seconds }
  private var secondsLeft: Double {
    seconds / Double(progress.slots - progress.resumedSlots) * Double(progress.total - progress.slots)
  }

  /// One line for people; what matters least comes last, where a narrow terminal cuts.
  var line: String {
    let delay = progress.delays.first.map { first in
      "  \(first.label) " + (first.meanSeconds.map { Decimal.text(1000 * $0, places: 1) + " ms" } ?? "-")
    }
    return "slot \(progress.slots)/\(progress.total)  \(Self.clock(progress.simulatedSeconds))"
      + "  \(Decimal.text(tasksPerSecond, places: 0)) tasks/s  \(Decimal.text(realTimeFactor, places: 0))x real time"
      + "  ETA \(Self.clock(secondsLeft))" + (delay ?? "")
  }

  /// One record for scripts.
  var json: JSONValue {
    [
      "type": "progress", "slot": .integer(progress.slots), "slots": .integer(progress.total),
      "simulated_s": .number(progress.simulatedSeconds), "wall_s": .number(seconds),
      "tasks_per_s": .number(tasksPerSecond), "real_time_factor": .number(realTimeFactor),
      "eta_s": .number(secondsLeft),
      "delay_mean_s": .object(
        progress.delays.map { (key: $0.label, value: JSONValue.optional($0.meanSeconds)) }),
    ]
  }

  /// Hours, minutes and seconds.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    let hours = whole / 3600, minutes = whole / 60 % 60, rest = whole % 60
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }
}
