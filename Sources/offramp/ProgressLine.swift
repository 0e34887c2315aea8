internal import ArgumentParser
internal import Glibc
internal import Replay
internal import TraceIO

/// Says on stderr how far a command has come: for people one line that is drawn anew, for scripts lines of JSON.
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

  /// Says how far it has come, ten times a second at most to people, once to scripts, and at the end.
  ///
  /// - Parameter pace: What is said, made from the time in s since the line was begun.
  mutating func show(isLast: Bool, _ pace: (_ seconds: Double) -> some Pace) {
    guard mode == .json || isDrawn else { return }
    let now = ContinuousClock().now
    let pause = Duration.milliseconds(mode == .json ? 1000 : 100)
    guard isLast || lastShown.map({ $0.duration(to: now) >= pause }) ?? true else { return }
    lastShown = now
    let pace = pace(begun.duration(to: now) / .seconds(1))
    if mode == .json {
      StandardStreams.writeError(pace.json.text + "\n")
    } else {
      StandardStreams.writeError("\r" + pace.line.prefix(Self.columns - 1) + Self.toLineEnd)
    }
  }

  /// Clears the line.
  func finish() { if isDrawn { StandardStreams.writeError("\r" + Self.toLineEnd) } }

  /// Says, after everything else, that the command ended early, after so many of what it counts, and how to go on.
  func sayInterrupted(after done: Int, of total: Int, _ unit: String, goOn command: String) {
    finish()
    if mode == .json {
      let record: JSONValue = .object([
        ("type", "interrupted"), (unit, .integer(done)), (unit + "s", .integer(total)),
        ("resume", .string(command)),
      ])
      return StandardStreams.writeError(record.text + "\n")
    }
    StandardStreams.printError("interrupted after \(unit) \(done) of \(total); go on with\n  \(command)")
  }

  /// What to type to go on with the command that is running, `more` added and `less` left out.
  static func goOn(adding more: [String], without less: String? = nil) -> String {
    let words = CommandLine.arguments.filter { $0 != less }.map { word in
      word.contains { $0.isWhitespace || "'\"\\$`*?;&|<>()".contains($0) } ? "'\(word)'" : word
    }
    return (words + more).joined(separator: " ")
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

/// How far a command has come, in words.
protocol Pace {
  /// One line for people; what matters least comes last, where a narrow terminal cuts.
  var line: String { get }
  /// One record for scripts.
  var json: JSONValue { get }
}
