#if arch(x86_64)
  internal import _Builtin_intrinsics.intel.sse2
#endif

/// How the numbers of a column are written, as far as it is the same in row after row, and how to read two at once.
///
/// Numbers of up to eight bytes with the same number of decimals have their point in the same place, counted from the
/// end. So the masks that check them and squeeze the point out are made once for many rows.
struct NumberShape {
  /// How many digits stand behind the point; 0 for numbers without a point.
  let decimals: Int

  /// The point's difference from a `0` in its place.
  private let point: UInt64
  /// The bytes in front of the point.
  private let front: UInt64
  /// Takes a digit beyond nine, and anything but the point in its place, to 16 or more.
  private let limit: UInt64

  /// The shape with so many decimals and a point in front of them, or without both; at most 7.
  init(decimals: Int) {
    precondition(0...7 ~= decimals, "\(decimals) decimals in eight bytes")
    self.decimals = decimals
    // The last digit is in the highest byte.
    let place = UInt64(56 - 8 * decimals)
    let hasPoint: UInt64 = decimals > 0 ? 1 : 0
    point = (hasPoint * 0x1E) << place
    front = (hasPoint << place) - hasPoint
    limit = 0x0606_0606_0606_0606 + ((hasPoint * 0x09) << place)
  }

  /// Whether a field of `length` bytes has room for the decimals, the point and no more than eight bytes.
  @inline(__always)
  func fits(_ length: Int) -> Bool {
    UInt(bitPattern: length &- 1 &- decimals) < UInt(bitPattern: 8 &- decimals)
  }

  /// The digits of two fields as whole numbers; nil unless both are numbers of this shape.
  ///
  /// - Parameters:
  ///   - first: The first eight bytes of a field, the first one lowest.
  ///   - length: The field's length, which must fit.
  ///   - second: Those of the other field.
  ///   - secondLength: Its length, which must fit.
  @inline(__always)
  func digits(_ first: UInt64, _ length: Int, _ second: UInt64, _ secondLength: Int) -> SIMD2<UInt64>? {
    let zeros: UInt64 = 0x3030_3030_3030_3030
    // Each field in the highest bytes, zeros below, so that it looks like eight bytes with leading zeros.
    let values = SIMD2(
      (first ^ zeros) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* length),
      (second ^ zeros) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* secondLength))
    let pointless = values ^ SIMD2(repeating: point)
    let faults =
      (pointless | (pointless &+ SIMD2(repeating: limit))) & SIMD2(repeating: 0xF0F0_F0F0_F0F0_F0F0)
    guard NumberShape.isZero(faults) else { return nil }
    let front = SIMD2(repeating: front)
    return NumberShape.joined(((pointless & front) &<< SIMD2(repeating: 8)) | (pointless & ~front))
  }

  /// Whether both are 0.
  @inline(__always)
  private static func isZero(_ words: SIMD2<UInt64>) -> Bool {
    #if arch(x86_64)
      // The general comparison of Swift goes through the elements one by one.
      let bytes = SIMD2<Int64>(truncatingIfNeeded: words)
      return _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_setzero_si128())) == 0xFFFF
    #else
      return words.x | words.y == 0
    #endif
  }

  /// Whole numbers below 2⁵² as doubles: put behind the exponent of 2⁵², from which they are then apart.
  @inline(__always)
  static func doubles(_ digits: SIMD2<UInt64>) -> SIMD2<Double> {
    #if arch(x86_64)
      let bits = SIMD2<Int64>(truncatingIfNeeded: digits | SIMD2(repeating: 0x4330_0000_0000_0000))
      return _mm_castsi128_pd(bits) - SIMD2(repeating: 0x1p52)
    #else
      return SIMD2(Double(digits.x), Double(digits.y))
    #endif
  }

  /// The whole numbers that eight bytes each are the digits of, the lowest byte first.
  @inline(__always)
  static func joined(_ eights: SIMD2<UInt64>) -> SIMD2<UInt64> {
    #if arch(x86_64)
      let bytes = SIMD2<Int64>(truncatingIfNeeded: eights)
      let tens = _mm_mullo_epi16(_mm_and_si128(bytes, _mm_set1_epi16(0xFF)), _mm_set1_epi16(10))
      let pairs = _mm_add_epi16(tens, _mm_srli_epi16(bytes, 8))
      let fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x0001_0064))
      let thousands = _mm_mul_epu32(fours, _mm_set1_epi32(10_000))
      return SIMD2(truncatingIfNeeded: _mm_add_epi64(thousands, _mm_srli_epi64(fours, 32)))
    #else
      return portablyJoined(eights)
    #endif
  }

  /// What ``joined(_:)`` returns, without instructions of one architecture.
  @inline(__always)
  static func portablyJoined(_ eights: SIMD2<UInt64>) -> SIMD2<UInt64> {
    SIMD2(PlainNumber.joinedDigits(eights.x), PlainNumber.joinedDigits(eights.y))
  }
}
