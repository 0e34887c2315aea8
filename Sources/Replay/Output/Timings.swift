import FoundationEssentials

/// Everything that depends on the clock of the machine, and nothing else does.
struct Timings {
  private var rows = ["measure,controller,epoch,value"]
  private let begun = ContinuousClock().now

  /// Notes what one slot of the controller called `label` took.
  mutating func add(_ outcome: ControllerRun.Outcome, _ label: String) {
    rows.append("decide_s,\(label),\(outcome.slot.index),\(outcome.decideSeconds)")
    rows.append("simulate_s,\(label),\(outcome.slot.index),\(outcome.simulateSeconds)")
  }

  /// Notes what the whole run took for `tasks` simulated tasks.
  mutating func finish(tasks: Int) {
    let seconds = begun.duration(to: ContinuousClock().now) / .seconds(1)
    rows.append("replay_s,,,\(seconds)")
    rows.append("tasks_per_s,,,\(Double(tasks) / seconds)")
    if let peak = Self.peakMemoryBytes { rows.append("peak_memory_bytes,,,\(peak)") }
  }

  /// The content of `timings.csv`.
  var csv: String { rows.joined(separator: "\n") + "\n" }

  /// The largest resident size of this process so far, as Linux reports it.
  private static var peakMemoryBytes: Int? {
    guard let data = FileManager.default.contents(atPath: "/proc/self/status") else { return nil }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
      .map { $0 * 1024 }
  }
}
