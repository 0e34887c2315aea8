/// How a column writes times: as numbers since any moment, or as dates.
enum TimeFormat: String, CaseIterable {
  case seconds, milliseconds, microseconds, nanoseconds, iso8601

  /// Times, in nanoseconds, end here, so that differences fit 64 bits; as from 1970, about the year 2116.
  private static let farthest: Int64 = (1 << 62) - 1

  /// The nanoseconds in `text` on its own clock, exactly; nil when it does not fit the format.
  func nanoseconds(_ text: String) -> Int64? {
    guard let time = self == .iso8601 ? TimeFormat.iso8601(text) : number(text) else { return nil }
    return -TimeFormat.farthest...TimeFormat.farthest ~= time ? time : nil
  }

  private func number(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return TraceTime.nanoseconds(bytes.span, powerOfTen: powerOfTen)
  }

  /// What an error asks for.
  var expectation: String {
    self == .iso8601 ? "a time like 2023-11-16T18:15:46.68Z or …+01:00" : "a time in \(rawValue)"
  }

  private var powerOfTen: Int {
    switch self {
    case .seconds, .iso8601: 0
    case .milliseconds: -3
    case .microseconds: -6
    case .nanoseconds: -9
    }
  }

  /// Date and time with `T` or a space between them, up to nine decimals, and `Z`, an offset, or nothing for UTC.
  private static func iso8601(_ text: String) -> Int64? {
    let (civil, offset) = splitZone(text)
    guard let offset else { return nil }
    // In a pattern every letter stands for a digit, so the T becomes a space.
    let mark = civil.dropFirst(10).prefix(1)
    let spaced = "\(civil.prefix(10))\(mark == "T" ? " " : mark)\(civil.dropFirst(11))"
    let time = CivilTime.nanoseconds(spaced, as: "YYYY-MM-DD HH:MM:SS")
    return time.map { $0 - offset }
  }

  /// The part without the zone, and the zone's offset in nanoseconds; nil for a zone that is none.
  private static func splitZone(_ text: String) -> (civil: String, offset: Int64?) {
    if text.hasSuffix("Z") || text.hasSuffix("z") { return (String(text.dropLast()), 0) }
    // The hyphens of the date are among the first ten characters.
    guard let sign = text.dropFirst(11).lastIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, 0) }
    let digits = text[text.index(after: sign)...].filter { $0 != ":" }
    guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let clock = Int64(digits),
      clock / 100 < 24, clock % 100 < 60
    else { return (text, nil) }
    let seconds = (clock / 100 * 60 + clock % 100) * 60
    let offset = seconds * TraceTime.nanosecondsPerSecond
    return (String(text[..<sign]), text[sign] == "-" ? -offset : offset)
  }
}
