/// One JSON object per line, of which a single number is wanted: all else is stepped over without making values.
///
/// Checks the structure it walks through (braces, brackets, strings, separators), not the grammar inside numbers
/// and words that it skips.
struct JSONLine {
  private let bytes: [UInt8]
  private var index = 0

  /// How deep values may nest.
  private static let deepest = 64

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes of the value of `key` in the line's object, when that value is no string, object or array.
  ///
  /// - Returns: nil when the line is no object, is cut, or has no such key or more than one.
  static func scalar(_ key: StaticString, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var line = JSONLine(bytes)
    return line.scalar(Array("\(key)".utf8))
  }

  private mutating func scalar(_ key: [UInt8]) -> ArraySlice<UInt8>? {
    guard take("{") else { return nil }
    var found: ArraySlice<UInt8>?
    repeat {
      guard let name = string(), take(":") else { return nil }
      let isWanted = name.elementsEqual(key)
      skipSpace()
      let start = index
      guard skipValue(depth: 1), !(isWanted && found != nil) else { return nil }
      if isWanted { found = bytes[start..<index] }
    } while take(",")
    guard take("}") else { return nil }
    skipSpace()
    return index == bytes.count ? found : nil
  }

  /// Steps over a value; false when there is none.
  private mutating func skipValue(depth: Int) -> Bool {
    guard depth <= JSONLine.deepest else { return false }
    skipSpace()
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "{"): return skipMembers(until: "}", depth) { $0.string() != nil && $0.take(":") }
    case UInt8(ascii: "["): return skipMembers(until: "]", depth) { _ in true }
    default: return skipWord()
    }
  }

  private mutating func skipMembers(
    until end: Unicode.Scalar, _ depth: Int, _ name: (inout JSONLine) -> Bool
  ) -> Bool {
    index += 1
    if take(end) { return true }
    repeat {
      guard name(&self), skipValue(depth: depth + 1) else { return false }
    } while take(",")
    return take(end)
  }

  /// Steps over a number, `true`, `false` or `null`.
  private mutating func skipWord() -> Bool {
    let start = index
    while index < bytes.count, JSONLine.isWordByte(bytes[index]) { index += 1 }
    return index > start
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The bytes between the quotes of a string, escapes as they stand.
  private mutating func string() -> ArraySlice<UInt8>? {
    guard take("\"") else { return nil }
    let start = index
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") {
        index += 1
        return bytes[start..<index - 1]
      }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Steps over spaces and then `mark`; false when something else follows.
  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard index < bytes.count, bytes[index] == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }
}
