/// A number of at most 18 digits with at most one point, as the fast path meets it in a file.
///
/// Eight bytes are taken at a time: which of them are digits is found for all at once, the point is squeezed out,
/// and the digits are joined in pairs by three multiplications. It reads what ``DecimalNumber`` reads, or nothing.
struct PlainNumber {
  /// The digits as a whole number, below 10¹⁸.
  var digits: UInt64
  /// How many of the digits stand behind the point.
  var decimals: Int
  /// Bytes up to the delimiter; 0 when this is no plain number.
  var length: Int

  /// As many digits as are read here.
  static let mostDigits = 18

  private static let none = PlainNumber(digits: 0, decimals: 0, length: 0)
  private static let zeros: UInt64 = 0x3030_3030_3030_3030
  private static let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let sixes: UInt64 = 0x7676_7676_7676_7676
  private static let point = UInt8(ascii: ".")

  /// The number that begins with the eight bytes of `word`, first byte lowest; `byteAt(i)` is the byte i further.
  @inline(__always)
  static func parse(_ word: UInt64, byteAt: (Int) -> UInt8) -> PlainNumber {
    let values = word ^ zeros
    // The high bit of every byte that is no digit: 10 to 127 carry into it, the rest have it already.
    let others = (((values & lowBits) &+ sixes) | values) & highBits
    let first = others.trailingZeroBitCount >> 3
    guard others != 0 else { return long(byteAt) }
    if UInt8(truncatingIfNeeded: word >> (UInt64(first) &* 8)) != point {
      return PlainNumber(digits: first == 0 ? 0 : joined(values, first), decimals: 0, length: first)
    }
    let behind = others & (others &- 1)
    guard behind != 0 else { return long(byteAt) }
    let second = behind.trailingZeroBitCount >> 3
    guard second > 1 else { return none }
    let whole = (1 &<< (UInt64(first) &* 8)) &- 1
    let squeezed = (values & whole) | ((values >> 8) & ~whole)
    return PlainNumber(
      digits: joined(squeezed, second &- 1), decimals: second &- first &- 1, length: second)
  }

  /// The whole number that the lowest `count` bytes, 1 to 8, are the digits of.
  @inline(__always)
  private static func joined(_ values: UInt64, _ count: Int) -> UInt64 {
    let eight = values &<< UInt64(64 &- 8 &* count)
    let pairs = (eight &* 10) &+ (eight >> 8)
    let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let low = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (high &+ low) >> 32
  }

  /// A number that is longer than seven bytes, digit by digit.
  @inline(never)
  private static func long(_ byteAt: (Int) -> UInt8) -> PlainNumber {
    var number = none
    var count = 0
    var place: Int?
    while true {
      let byte = byteAt(number.length)
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        guard count < mostDigits else { return none }
        number.digits = number.digits &* 10 &+ UInt64(digit)  // below 10¹⁸
        count += 1
      } else if byte == point, place == nil {
        place = count
      } else {
        break
      }
      number.length += 1
    }
    if let place { number.decimals = count - place }
    return count == 0 ? none : number
  }
}
