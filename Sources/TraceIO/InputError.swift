/// Something a user can mend: where it is, what was found, what was expected and what to do.
///
/// Printed as one line, e.g.
/// `arrivals.csv.zst: line 1204: found time 17.2 s after 17.9 s; expected times in order. Sort the trace.`
public struct InputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The place inside a file.
  public enum Place: Equatable, Sendable {
    /// A line, from 1.
    case line(Int)
    /// A line, from 1, counted from where reading began: an offset as in `byte`.
    case lineFrom(byte: Int, line: Int)
    /// An offset from the beginning of the file as stored (compressed bytes when it is compressed).
    case byte(Int)
    /// An offset from the beginning of the decoded content, for a fault that is not one of its compression.
    case contentByte(Int)
    /// The file as a whole.
    case whole
  }

  /// The file, or the option, that holds the fault.
  public var subject: String
  /// Where in it.
  public var place: Place
  /// What was found, in a few words.
  public var found: String
  /// What should have been there; empty when `found` says it all.
  public var expected: String
  /// What to do about it, a sentence without its full stop; empty when it is plain.
  public var advice: String

  /// An error in `subject` at `place`.
  public init(
    _ subject: String, _ place: Place = .whole, found: String, expected: String = "", advice: String = ""
  ) {
    self.subject = subject
    self.place = place
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// The whole message, on one line.
  public var description: String {
    let location =
      switch place {
      case .line(let line): "\(subject): line \(line): "
      case .lineFrom(let offset, let line): "\(subject): line \(line) of what begins at byte \(offset): "
      case .byte(let offset): "\(subject): byte \(offset): "
      case .contentByte(let offset): "\(subject): byte \(offset) of the content: "
      case .whole: "\(subject): "
      }
    let wanted = expected.isEmpty ? "" : "; expected \(expected)"
    return location + "found \(found)\(wanted)." + (advice.isEmpty ? "" : " \(advice).")
  }
}
