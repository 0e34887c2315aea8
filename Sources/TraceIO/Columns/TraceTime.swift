/// Times of a trace: decimal seconds in text, whole nanoseconds in memory.
package enum TraceTime {
  /// The latest time a trace may hold, in nanoseconds (about 104 days): up to here doubles are exact.
  package static let latestNanoseconds: Int64 = 1 << 53

  /// Nanoseconds in a second.
  package static let nanosecondsPerSecond: Int64 = 1_000_000_000

  /// The decimal seconds in `bytes` as nanoseconds, exactly; digits beyond the ninth decimal round half up.
  ///
  /// - Returns: The size of the time, `Int64.max` when it is beyond 64 bits; nil when `bytes` is no number.
  static func nanoseconds(_ bytes: Span<UInt8>) -> Int64? {
    guard let decimal = DecimalNumber(bytes) else { return nil }
    let size = scaled(decimal.significand, by: decimal.exponent + 9)
    return decimal.isNegative ? -size : size
  }

  /// The decimal seconds in `text` as nanoseconds, exactly; nil when it is no time that a trace may hold.
  package static func nanoseconds(text: String) -> Int64? {
    let time = nanoseconds(Array(text.utf8).span)
    return time.flatMap { (0...latestNanoseconds).contains($0) ? $0 : nil }
  }

  /// `significand` · 10^`power`, rounded half up; `Int64.max` on overflow.
  private static func scaled(_ significand: UInt64, by power: Int) -> Int64 {
    if significand == 0 || power < -19 { return 0 }
    if power > 19 { return .max }
    let factor = powersOfTen[abs(power)]
    if power >= 0 {
      let (product, overflow) = significand.multipliedReportingOverflow(by: factor)
      return overflow ? .max : Int64(clamping: product)
    }
    let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: factor)
    return Int64(clamping: quotient + (remainder >= factor / 2 ? 1 : 0))
  }

  private static let powersOfTen: [UInt64] = (0...19).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  /// Nanoseconds as decimal seconds without trailing zeros, e.g. `17.25`; reads back to the same nanoseconds.
  package static func seconds(_ nanoseconds: Int64) -> String {
    var text: [UInt8] = []
    appendSeconds(nanoseconds, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends what ``seconds(_:)`` returns.
  static func appendSeconds(_ nanoseconds: Int64, to text: inout [UInt8]) {
    if nanoseconds < 0 { text.append(UInt8(ascii: "-")) }
    let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: UInt64(nanosecondsPerSecond))
    appendDigits(seconds, to: &text)
    if rest == 0 { return }
    text.append(UInt8(ascii: "."))
    var left = rest
    var unit = UInt64(nanosecondsPerSecond) / 10
    while left > 0 {
      text.append(UInt8(ascii: "0") + UInt8(left / unit))
      (left, unit) = (left % unit, unit / 10)
    }
  }

  /// Appends a whole number in decimal.
  static func appendDigits(_ number: UInt64, to text: inout [UInt8]) {
    if number >= 10 { appendDigits(number / 10, to: &text) }
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
