internal import Glibc
internal import TraceIO
internal import Tuning

/// One line on stderr that says how far a study has come; silent when stderr is no terminal.
struct TuneProgress {
  private let isVisible = isatty(STDERR_FILENO) == 1
  private let begun = ContinuousClock().now
  /// Trials that were there when this process began.
  private var before: Int?

  /// Draws the line anew after a trial of a study.
  mutating func show(_ progress: Study.Progress) {
    let best = progress.best.map { "  best \(($0 * 1e5).rounded() / 1e5)" } ?? ""
    draw(progress.trials, progress.total, "\(progress.stopped) stopped  \(progress.slots) slots\(best)")
  }

  /// Draws the line anew after a trial of a shard.
  mutating func show(done: Int, total: Int) { draw(done, total, "") }

  private mutating func draw(_ done: Int, _ total: Int, _ words: String) {
    guard isVisible else { return }
    let first = before ?? done - 1
    before = first
    let seconds = begun.duration(to: ContinuousClock().now) / .seconds(1)
    let left = seconds / Double(max(1, done - first)) * Double(total - done)
    let filled = 20 * done / max(1, total)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    StandardStreams.writeError(
      "\r[\(bar)] trial \(done)/\(total)  \(words)  ETA \(Int(left.rounded(.up))) s   ")
  }

  /// Clears the line.
  func finish() {
    if isVisible { StandardStreams.writeError("\r" + String(repeating: " ", count: 100) + "\r") }
  }
}
