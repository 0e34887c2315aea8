internal import Replay
internal import Tuning

/// How far a study or a shard has come, and when it will be done at that pace.
struct TunePace: Pace {
  /// Trials done, in all, and those that were there when this process began.
  private let trials: Int, total: Int, before: Int
  /// Of a study: how many were stopped, slots replayed, and the best value.
  private let study: Study.Progress?
  /// Time of this process, in s.
  private let seconds: Double

  /// The pace of a study.
  init(_ progress: Study.Progress, before: Int, seconds: Double) {
    (trials, total, self.before) = (progress.trials, progress.total, before)
    study = progress
    self.seconds = seconds
  }

  /// The pace of a shard.
  init(done: Int, total: Int, before: Int, seconds: Double) {
    (trials, self.total, self.before, self.seconds) = (done, total, before, seconds)
    study = nil
  }

  private var secondsLeft: Double { seconds / Double(max(1, trials - before)) * Double(total - trials) }

  var line: String {
    let filled = 20 * trials / max(1, total)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    let more = study.map { study in
      "  \(study.stopped) stopped  \(study.slots) slots"
        + (study.best.map { "  best \(Decimal.text($0, places: 5))" } ?? "")
    }
    return "[\(bar)] trial \(trials)/\(total)" + (more ?? "") + "  ETA \(Int(secondsLeft.rounded(.up))) s"
  }

  var json: JSONValue {
    var fields: [(key: String, value: JSONValue)] = [
      ("type", "progress"), ("trial", .integer(trials)), ("trials", .integer(total)),
      ("wall_s", .number(seconds)), ("eta_s", .number(secondsLeft)),
    ]
    if let study {
      fields += [
        ("stopped", .integer(study.stopped)), ("slots", .integer(study.slots)),
        ("best", .optional(study.best)),
      ]
    }
    return .object(fields)
  }
}
