internal import ArgumentParser
internal import Glibc
internal import Replay
internal import TraceIO

/// Says on stderr how far a replay has come: for people one line that is drawn anew, for scripts lines of JSON.
struct ProgressLine {
  /// What is said.
  enum Mode: String, ExpressibleByArgument, CaseIterable { case auto, json, none }

  private let mode: Mode
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let begun = ContinuousClock().now
  private var lastShown: ContinuousClock.Instant?

  /// A line that is silent with `none`, and with `auto` where stderr is no terminal.
  init(_ mode: Mode) { self.mode = mode }

  /// Whether a line is drawn that something else on the terminal would disturb.
  var isDrawn: Bool { mode == .auto && isTerminal }

  /// Says how far the replay has come, ten times a second at most to people, once to scripts, and after the last slot.
  mutating func show(_ progress: ReplayProgress) {
    guard mode == .json || isDrawn else { return }
    let now = ContinuousClock().now
    let pause = Duration.milliseconds(mode == .json ? 1000 : 100)
    guard progress.slots == progress.total || lastShown.map({ $0.duration(to: now) >= pause }) ?? true else {
      return
    }
    lastShown = now
    let pace = ReplayPace(progress, seconds: begun.duration(to: now) / .seconds(1))
    if mode == .json {
      StandardStreams.writeError(pace.json.text + "\n")
    } else {
      StandardStreams.writeError("\r" + pace.line.prefix(Self.columns - 1) + Self.toLineEnd)
    }
  }

  /// Clears the line.
  func finish() { if isDrawn { StandardStreams.writeError("\r" + Self.toLineEnd) } }

  /// Says, after everything else, that the replay ended early.
  func say(_ interruption: ReplayInterruption, goOn command: String) {
    finish()
    if mode == .json {
      let record: JSONValue = [
        "type": "interrupted", "slot": .integer(interruption.slots), "slots": .integer(interruption.total),
        "resume": .string(command),
      ]
      return StandardStreams.writeError(record.text + "\n")
    }
    StandardStreams.printError(
      "interrupted after slot \(interruption.slots) of \(interruption.total); go on with\n  \(command)")
  }

  /// ECMA-48 EL: erases what an earlier, longer line left.
  private static let toLineEnd = "\u{1B}[K"

  /// The width of the terminal.
  private static var columns: Int {
    var size = winsize()
    // Safe: `size` is a local that outlives the call, which fills it in.
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }
}
