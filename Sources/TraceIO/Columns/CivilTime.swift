/// Dates and times of day as data sets write them, without a time zone: no day is longer or shorter than another.
enum CivilTime {
  /// Whole seconds from 1970, in nanoseconds, end here: about the years 1823 and 2116. Differences then fit 64 bits,
  /// a fraction of a second included.
  private static let farthest: UInt64 = (1 << 62) - 1_000_000_000

  /// The nanoseconds from 1970-01-01 00:00:00 to the time in `text`.
  ///
  /// - Parameters:
  ///   - text: A time such as `2023-11-16 18:15:46.6805900`; up to nine digits may follow the seconds.
  ///   - pattern: Where the digits are, e.g. `YYYY-MM-DD HH:MM:SS`; the other characters must match.
  /// - Returns: nil when the text does not fit, names no real time, or one before 1824 or after 2115.
  static func nanoseconds(_ text: String, as pattern: StaticString) -> Int64? {
    let shape = Array("\(pattern)".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count >= shape.count else { return nil }
    var fields: [Int] = []
    var previous: UInt8 = 0
    for (byte, mark) in zip(bytes, shape) {
      if isLetter(mark) {
        guard let digit = digit(byte) else { return nil }
        if mark != previous { fields.append(0) }
        fields[fields.count - 1] = fields[fields.count - 1] * 10 + digit
      } else if byte != mark {
        return nil
      }
      previous = mark
    }
    guard let fraction = fraction(bytes[shape.count...]), let seconds = seconds(fields) else { return nil }
    let (whole, isTooFar) = Int64(seconds).multipliedReportingOverflow(by: TraceTime.nanosecondsPerSecond)
    return isTooFar || whole.magnitude >= farthest ? nil : whole + fraction
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar.
  ///
  /// Counts in eras of 400 years that begin on 1 March, after Hinnant, *chrono-compatible low-level date
  /// algorithms* (2013), `days_from_civil`.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Seconds from 1970 to year, month, day, hour, minute, second; nil when one is out of range.
  private static func seconds(_ fields: [Int]) -> Int? {
    guard fields.count == 6, (1...12).contains(fields[1]), fields[2] >= 1 else { return nil }
    let first = days(year: fields[0], month: fields[1], day: 1)
    let isDecember = fields[1] == 12
    let next = days(year: fields[0] + (isDecember ? 1 : 0), month: isDecember ? 1 : fields[1] + 1, day: 1)
    guard fields[2] <= next - first, fields[3] < 24, fields[4] < 60, fields[5] < 60 else { return nil }
    return (first + fields[2] - 1) * 86_400 + fields[3] * 3600 + fields[4] * 60 + fields[5]
  }

  /// Nanoseconds of a fraction such as `.6805900`; 0 when there is none.
  private static func fraction(_ bytes: ArraySlice<UInt8>) -> Int64? {
    if bytes.isEmpty { return 0 }
    guard bytes.first == UInt8(ascii: "."), (2...10).contains(bytes.count) else { return nil }
    var nanoseconds: Int64 = 0
    for place in 1...9 {
      let index = bytes.startIndex + place
      guard index < bytes.endIndex else {
        nanoseconds *= 10
        continue
      }
      guard let digit = digit(bytes[index]) else { return nil }
      nanoseconds = nanoseconds * 10 + Int64(digit)
    }
    return nanoseconds
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let digit = byte &- UInt8(ascii: "0")
    return digit <= 9 ? Int(digit) : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
