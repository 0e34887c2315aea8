/// JSON as bytes: what a log writes tens of thousands of times, so nothing is allocated but the bytes.
struct JSONText {
  /// The text so far, UTF-8.
  private(set) var bytes: [UInt8] = []
  /// Spaces per level; 0 for a text on one line.
  private let indent: Int

  /// An empty text.
  init(indent: Int = 0) { self.indent = indent }

  /// Forgets the text, not the room it took.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Appends `value` on one line, and a line end.
  mutating func appendLine(_ value: JSONValue) {
    append(value)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends `value`, which stands `depth` levels deep.
  mutating func append(_ value: JSONValue, depth: Int = 0) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(value)
    case .number(let value): append(value)
    case .string(let value): appendQuoted(value)
    case .array(let values):
      let isInline = indent == 0 || values.allSatisfy(\.isScalar)
      bytes.append(UInt8(ascii: "["))
      for index in values.indices {
        separate(index, isInline ? nil : depth + 1)
        append(values[index], depth: depth + 1)
      }
      if !isInline { beginLine(depth) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for index in members.indices {
        separate(index, indent == 0 ? nil : depth + 1)
        appendQuoted(members[index].key)
        bytes.append(UInt8(ascii: ":"))
        if indent > 0 { bytes.append(UInt8(ascii: " ")) }
        append(members[index].value, depth: depth + 1)
      }
      if indent > 0, !members.isEmpty { beginLine(depth) }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// What stands before element `index`: a comma but for the first, and a new line at `depth` where there is one.
  private mutating func separate(_ index: Int, _ depth: Int?) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    if let depth { beginLine(depth) }
  }

  private mutating func beginLine(_ depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(indent * depth) { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// RFC 8259, section 7: quotes, backslashes and control characters are escaped.
  private mutating func appendQuoted(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    append(string)
    if let first = bytes[start...].firstIndex(where: Self.isEscaped) { escape(from: first) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(from start: Int) {
    let plain = Array(bytes[start...])
    bytes.removeLast(plain.count)
    for byte in plain {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\t"): append("\\t")
      case UInt8(ascii: "\r"): append("\\r")
      case 0..<0x20: append("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
  }
}

// Numbers.
extension JSONText {
  private mutating func append(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(number.magnitude)
  }

  /// The shortest digits that read back to `number`, as `Double.description` has them; null when it is not finite.
  ///
  /// Most numbers of a log have few decimal places. If one is units / 10ᵖ for whole units below 10¹⁵, these are its
  /// shortest digits: no two numbers of 15 digits are the same double.
  private mutating func append(_ number: Double) {
    guard number.isFinite else { return append("null") }
    let magnitude = number.magnitude
    let (scale, places) = magnitude < 1e3 ? (1e12, 12) : (1e9, 9)
    let units = (magnitude * scale).rounded()
    guard units < 1e15, units == 0 || magnitude >= 1e-4, units / scale == magnitude else {
      return append(number.description)
    }
    if number.sign == .minus { bytes.append(UInt8(ascii: "-")) }
    let (whole, fraction) = UInt(units).quotientAndRemainder(dividingBy: UInt(scale))
    appendDigits(whole)
    bytes.append(UInt8(ascii: "."))
    appendFraction(fraction, places: places)
  }

  private mutating func appendDigits(_ number: UInt) {
    var count = 1, rest = number / 10
    while rest > 0 {
      count += 1
      rest /= 10
    }
    appendDigits(number, places: count)
  }

  /// `number` with leading zeros where it has fewer than `places` digits.
  private mutating func appendDigits(_ number: UInt, places: Int) {
    for _ in 0..<places { bytes.append(UInt8(ascii: "0")) }
    var rest = number
    for place in 1...places {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes[bytes.count - place] += UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
  }

  /// `fraction` with `places` digits, zeros at the end left out but one.
  private mutating func appendFraction(_ fraction: UInt, places: Int) {
    var digits = fraction, places = places
    while places > 1, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    appendDigits(digits, places: places)
  }
}

extension JSONValue {
  fileprivate var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
