import Foundation

/// A JSON value as Foundation's decoder reads it: an opinion of its own on what the project writes.
package enum ParsedJSON: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([ParsedJSON])
  case object([String: ParsedJSON])

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([ParsedJSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: ParsedJSON].self))
    }
  }

  /// The value that `text` states.
  package init(parsing text: String) throws {
    self = try JSONDecoder().decode(ParsedJSON.self, from: Data(text.utf8))
  }

  /// The member called `key`, nil where there is none.
  package subscript(_ key: String) -> ParsedJSON? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The element at `index`, nil where there is none.
  package subscript(_ index: Int) -> ParsedJSON? {
    let elements = array
    return elements.indices.contains(index) ? elements[index] : nil
  }

  /// The elements of an array; none of anything else.
  package var array: [ParsedJSON] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// The keys of an object; none of anything else.
  package var keys: Set<String> {
    guard case .object(let members) = self else { return [] }
    return Set(members.keys)
  }

  /// The number, if it is one.
  package var number: Double? {
    guard case .number(let value) = self else { return nil }
    return value
  }

  /// The text, if it is one.
  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }
}
