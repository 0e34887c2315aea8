internal import Glibc
internal import Replay
internal import TraceIO

/// One line on stderr that says how far a replay has come; silent when stderr is no terminal.
struct ProgressBar {
  private let isVisible = isatty(STDERR_FILENO) == 1
  private let clock = ContinuousClock()
  private let begun = ContinuousClock().now
  private var lastShown = ContinuousClock().now

  /// Draws the line anew, ten times a second at most.
  mutating func show(_ progress: Replay.Progress) {
    let now = clock.now
    let isLast = progress.slots == progress.total
    guard isVisible, isLast || lastShown.duration(to: now) > .milliseconds(100) else { return }
    lastShown = now
    let seconds = begun.duration(to: now) / .seconds(1)
    let left = seconds / Double(progress.slots) * Double(progress.total - progress.slots)
    let filled = 30 * progress.slots / progress.total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    StandardStreams.writeError(
      "\r[\(bar)] slot \(progress.slots)/\(progress.total)  \(progress.tasks) tasks  "
        + "ETA \(Int(left.rounded(.up))) s   ")
  }

  /// Clears the line.
  func finish() {
    if isVisible { StandardStreams.writeError("\r" + String(repeating: " ", count: 78) + "\r") }
  }
}
