#if arch(x86_64)
  internal import _Builtin_intrinsics.intel.sse2
#endif

/// Reading of a buffer without bounds checks: the one file of this target that does so.
///
/// Only ``CSVKernel`` and what it calls use it. Why that is right, once for all `unsafe` below: every read begins at
/// or in front of the end of what the buffer holds decoded, and ``slack`` bytes follow that end, which
/// ``CSVKernel/parse(_:_:_:into:_:)`` checks; no read is longer than the slack. Fields begin behind a delimiter that
/// lies in front of the end, so at the end at the latest, and a byte in the middle of a field lies in front of it.
/// Places are read up to the last of the lines in hand, which ``CSVLines`` checks to be there.
enum UncheckedBytes {
  /// Bytes that must follow the last decoded byte in the buffer; what they hold does not matter.
  static let slack = 64

  /// The eight bytes from `position` on, the first one lowest.
  @inline(__always)
  static func word(_ buffer: Span<UInt8>, _ position: Int) -> UInt64 {
    UInt64(
      littleEndian: unsafe buffer.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: position, as: UInt64.self))
  }

  /// The byte at `position`.
  @inline(__always)
  static func byte(_ buffer: Span<UInt8>, _ position: Int) -> UInt8 { unsafe buffer[unchecked: position] }

  /// Number `index` of the places of delimiters.
  @inline(__always)
  static func place(_ places: Span<Int32>, _ index: Int) -> Int { Int(unsafe places[unchecked: index]) }

  /// Puts two numbers into a column from number `index` on, which is checked.
  @inline(__always)
  static func store(_ pair: SIMD2<Double>, in column: inout MutableSpan<Double>, at index: Int) {
    // Safe: a double may be made of any bytes, and the span checks the bounds.
    var bytes = unsafe column.mutableBytes
    bytes.storeBytes(
      of: pair, toByteOffset: index &* MemoryLayout<Double>.stride, as: SIMD2<Double>.self)
  }

  /// The commas and line ends among the 64 bytes from `position` on: bit n stands for byte n.
  @inline(__always)
  static func delimiters(_ buffer: Span<UInt8>, _ position: Int) -> UInt64 {
    #if arch(x86_64)
      return delimiters16(buffer, position) | delimiters16(buffer, position &+ 16) &<< 16
        | delimiters16(buffer, position &+ 32) &<< 32 | delimiters16(buffer, position &+ 48) &<< 48
    #else
      return portableDelimiters(buffer, position)
    #endif
  }

  #if arch(x86_64)
    /// The same of 16 bytes, with the instructions that every x86-64 has (SSE2).
    @inline(__always)
    private static func delimiters16(_ buffer: Span<UInt8>, _ position: Int) -> UInt64 {
      let bytes = unsafe buffer.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: position, as: SIMD2<Int64>.self)
      let found = _mm_or_si128(
        _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x2C)), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x0A)))
      return UInt64(UInt32(bitPattern: _mm_movemask_epi8(found)))
    }
  #endif

  /// What ``delimiters(_:_:)`` finds, without instructions of one architecture.
  @inline(__always)
  static func portableDelimiters(_ buffer: Span<UInt8>, _ position: Int) -> UInt64 {
    var found: UInt64 = 0
    for eight in 0..<8 {
      let word = word(buffer, position &+ 8 &* eight)
      let bits = zeros(word ^ 0x2C2C_2C2C_2C2C_2C2C) | zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
      // Gathers bit 7 of byte n into bit n of the highest byte.
      found |= (((bits &>> 7) &* 0x0102_0408_1020_4080) &>> 56) &<< UInt64(8 &* eight)
    }
    return found
  }

  /// The high bit of every zero byte.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }
}
