/// A number of at most 18 digits with at most one point, as the fast path meets it in a file.
///
/// Up to eight bytes are taken at once and without a branch: the point is found and squeezed out, all bytes are
/// checked to be digits, and these are joined in pairs by three multiplications. It reads what ``DecimalNumber``
/// reads, or nothing.
struct PlainNumber {
  /// The digits as a whole number, at most 2⁵³.
  var digits: UInt64
  /// How many of the digits stand behind the point.
  var decimals: Int
  /// Whether there is a point.
  var hasPoint: Bool

  /// As many digits as are read here.
  static let mostDigits = 18

  private static let zeros: UInt64 = 0x3030_3030_3030_3030
  private static let points: UInt64 = 0x1E1E_1E1E_1E1E_1E1E  // of `.` and `0`, the bits that differ
  private static let lowBits: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let sixes: UInt64 = 0x0606_0606_0606_0606
  private static let highHalves: UInt64 = 0xF0F0_F0F0_F0F0_F0F0

  /// The number in a field of `length` bytes; nil when it is no plain one.
  ///
  /// - Parameters:
  ///   - word: The field's first eight bytes, the first one lowest; what follows a shorter field does not matter.
  ///   - byteAt: `byteAt(i)` is byte i of the field.
  @inline(__always)
  static func parse(_ word: UInt64, length: Int, byteAt: (Int) -> UInt8) -> PlainNumber? {
    guard UInt(bitPattern: length &- 1) < 8 else { return long(length, byteAt) }
    // The field in the highest bytes, zeros below, so that it looks like eight bytes with leading zeros.
    let values = (word ^ zeros) &<< UInt64(64 &- 8 &* length)
    let others = values ^ points
    let found = (others &- lowBits) & ~others & highBits
    // The first point; bytes above it that only look like one, or are another one, are no digits.
    let point = found & (0 &- found)
    let through = point == 0 ? 0 : (point &<< 1) &- 1
    let joined = ((values & (through &>> 8)) &<< 8) | (values & ~through)
    guard (joined | (joined &+ sixes)) & highHalves == 0, length > 1 || point == 0 else { return nil }
    return PlainNumber(
      digits: joinedDigits(joined), decimals: point == 0 ? 0 : 7 &- (point.trailingZeroBitCount &>> 3),
      hasPoint: point != 0)
  }

  /// The whole number that eight bytes are the digits of, the lowest byte first.
  @inline(__always)
  static func joinedDigits(_ eight: UInt64) -> UInt64 {
    let pairs = (eight &* 10) &+ (eight &>> 8)
    let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let low = ((pairs &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (high &+ low) &>> 32
  }

  /// A number in a field that is empty or longer than eight bytes, digit by digit.
  @inline(never)
  private static func long(_ length: Int, _ byteAt: (Int) -> UInt8) -> PlainNumber? {
    guard 1...mostDigits + 1 ~= length else { return nil }
    var number = PlainNumber(digits: 0, decimals: 0, hasPoint: false)
    for index in 0..<length {
      let byte = byteAt(index)
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        number.digits = number.digits &* 10 &+ UInt64(digit)  // below 10¹⁹
        number.decimals += number.hasPoint ? 1 : 0
      } else if byte == UInt8(ascii: "."), !number.hasPoint {
        number.hasPoint = true
      } else {
        return nil
      }
    }
    return number.digits <= 1 << 53 && (number.hasPoint || length <= mostDigits) ? number : nil
  }
}
