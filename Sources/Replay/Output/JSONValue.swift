/// A JSON value whose object keys keep the order they were written in.
///
/// Foundation's encoder writes keys in no order or sorted; a log is read from left to right, and its bytes are part
/// of what a run promises. Numbers are printed so that they read back to the same double.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number; one that is not finite is written as null.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// A number where there is one, else null.
  package static func optional(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }

  /// An array of numbers.
  package static func numbers(_ numbers: some Sequence<Double>) -> JSONValue {
    .array(numbers.map(JSONValue.number))
  }

  /// The value on one line.
  package var text: String {
    var text = JSONText()
    text.append(self)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// The value on several lines, two spaces per level, arrays of numbers on one.
  package var indentedText: String {
    var text = JSONText(indent: 2)
    text.append(self)
    return String(decoding: text.bytes, as: UTF8.self) + "\n"
  }

  package static func == (left: JSONValue, right: JSONValue) -> Bool { left.text == right.text }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .integer(value) }
}

extension JSONValue: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) { self = .number(value) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
