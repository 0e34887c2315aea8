/// A decimal number as written: sign, significant digits and power of ten.
///
/// One parser for every number a CSV may hold (`-1.5`, `.5`, `7.`, `1e-3`), so that times can be taken exactly
/// and rates correctly rounded.
package struct DecimalNumber {
  /// Whether a minus sign is in front.
  private(set) var isNegative = false
  /// The first ``mostDigits`` significant digits.
  private(set) var significand: UInt64 = 0
  /// The power of ten that the significand is multiplied by.
  private(set) var exponent = 0
  /// Whether digits other than 0 followed the significand's.
  private(set) var isTruncated = false

  /// As many digits as always fit a 64-bit word.
  private static let mostDigits = 19
  /// Larger powers all mean overflow or zero.
  private static let largestPower = 100_000

  /// Parses the whole of `bytes`; nil when it is no decimal number (`nan` and `inf` are none).
  init?(_ bytes: Span<UInt8>) {
    var index = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard parseDigits(bytes, &index), parsePower(bytes, &index), index == bytes.count else { return nil }
  }

  /// Digits with at most one point among them; false when there is no digit.
  private mutating func parseDigits(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
    var digits = 0
    var sawDigit = false
    var sawPoint = false
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 {
        if bytes[index] != UInt8(ascii: ".") || sawPoint { break }
        sawPoint = true
      } else {
        sawDigit = true
        if digits < DecimalNumber.mostDigits {
          // At most 10¹⁹ − 1, which is below 2⁶⁴.
          significand = significand &* 10 &+ UInt64(digit)
          if significand != 0 { digits += 1 }
          if sawPoint { exponent -= 1 }
        } else {
          isTruncated = isTruncated || digit != 0
          if !sawPoint { exponent += 1 }
        }
      }
      index += 1
    }
    return sawDigit
  }

  /// `e` or `E` with a whole power of ten, or nothing.
  private mutating func parsePower(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
    guard index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") else { return true }
    index += 1
    var isDown = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isDown = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var power = 0
    let start = index
    while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit <= 9 {
      power = min(power * 10 + Int(digit), DecimalNumber.largestPower)
      index += 1
    }
    exponent += isDown ? -power : power
    return index > start
  }
}

extension DecimalNumber {
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  /// The nearest double, or nil when `bytes` is no decimal number; infinite when it is too large.
  ///
  /// Fast path: a significand up to 2⁵³ and a power of ten up to 10²² are exact doubles, so one multiplication
  /// or division rounds once (Clinger, *How to read floating point numbers accurately*, PLDI 1990).
  package static func double(_ bytes: Span<UInt8>) -> Double? {
    guard let decimal = DecimalNumber(bytes) else { return nil }
    let power = abs(decimal.exponent)
    if decimal.significand <= 1 << 53, power < powersOfTen.count, !decimal.isTruncated {
      let digits = Double(decimal.significand)
      let size = decimal.exponent < 0 ? digits / powersOfTen[power] : digits * powersOfTen[power]
      return decimal.isNegative ? -size : size
    }
    return Double(text(bytes))
  }

  /// The bytes as text; what is no UTF-8 becomes replacement characters.
  static func text(_ bytes: Span<UInt8>) -> String {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    return String(decoding: copy, as: UTF8.self)
  }
}
