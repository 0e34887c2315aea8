import TraceIO

/// Reads one JSON text (RFC 8259) into a value: fast enough for logs of hundreds of thousands of records.
package struct JSONReader {
  /// Where a text stops being JSON.
  package struct Fault: Error, Equatable {
    /// The offset of the byte at fault.
    package let byte: Int
    /// What should stand there.
    package let expected: String
  }

  private let bytes: [UInt8]
  private var index = 0
  /// Deeper nesting than this is refused.
  private static let deepest = 64

  /// The value that `bytes` state.
  ///
  /// - Complexity: O(*n*).
  package static func value(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.index == bytes.count else { throw reader.fault("the end") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard index < bytes.count, bytes[index] == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  private func fault(_ expected: String) -> Fault { Fault(byte: index, expected: expected) }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    guard depth < Self.deepest else { throw fault("at most \(Self.deepest) levels") }
    skipSpace()
    guard index < bytes.count else { throw fault("a value") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(_ depth: Int) throws(Fault) -> JSONValue {
    index += 1
    var members: [(key: String, value: JSONValue)] = []
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw fault("a key") }
      let key = try string()
      guard take(":") else { throw fault("':'") }
      members.append((key, try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw fault("',' or '}'") }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(Fault) -> JSONValue {
    index += 1
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw fault("',' or ']'") }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
    let text = "\(word)".utf8
    guard bytes[index...].starts(with: text) else { throw fault("a value") }
    index += text.count
    return value
  }

  private mutating func number() throws(Fault) -> JSONValue {
    let start = index
    while index < bytes.count, Self.isNumberByte(bytes[index]) { index += 1 }
    let digits = bytes[start..<index]
    if digits.count < 18, digits.allSatisfy({ $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }),
      let whole = Int(String(decoding: digits, as: UTF8.self))
    {
      return .integer(whole)
    }
    guard let number = DecimalNumber.double(bytes.span.extracting(start..<index)), number.isFinite else {
      index = start
      throw fault("a number")
    }
    return .number(number)
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func string() throws(Fault) -> String {
    index += 1
    let start = index
    var isPlain = true
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") {
        isPlain = false
        index += 1
      }
      index += 1
    }
    guard index < bytes.count else { throw fault("a closing quote") }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    defer { index += 1 }
    return isPlain ? text : try unescaped(text)
  }

  private func unescaped(_ text: String) throws(Fault) -> String {
    var units: [UInt16] = []
    var rest = Array(text.utf16)[...]
    let plain: [Character: UInt16] = ["n": 10, "t": 9, "r": 13, "b": 8, "f": 12]
    while let unit = rest.popFirst() {
      guard unit == 0x5C, let escape = rest.popFirst() else {
        units.append(unit)
        continue
      }
      let letter = Unicode.Scalar(escape).map(Character.init) ?? " "
      if letter == "u" {
        guard let code = UInt16(String(decoding: rest.prefix(4), as: UTF16.self), radix: 16) else {
          throw fault("four hexadecimal digits after \\u")
        }
        rest = rest.dropFirst(4)
        units.append(code)
      } else {
        units.append(plain[letter] ?? escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
