/// Turns the bytes of ``StateEncoder`` back into a value.
package enum StateDecoder {
  /// The value that `bytes` hold.
  ///
  /// - Parameter shared: What ``Shared`` fields get, each by its type.
  /// - Throws: ``StateError`` when the bytes end early, go on, or hold what the type cannot be.
  package static func value<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8], sharing shared: [any Sendable] = []
  ) throws -> Value {
    let source = StateSource(bytes, shared)
    do {
      let value = try source.decode(type)
      guard source.left == 0 else { throw StateError(reason: "\(source.left) bytes too many") }
      return value
    } catch let error as DecodingError {
      throw StateError(reason: "\(error)")
    }
  }
}

/// A state that cannot be read back.
package struct StateError: Error, Sendable, CustomStringConvertible {
  /// What is wrong with it.
  package let reason: String

  /// That `reason` is wrong with it.
  package init(reason: String) { self.reason = reason }

  package var description: String { reason }
}

/// The bytes of a state and how far they have been read: one object, because all containers of a decoding share it.
final class StateSource {
  private let bytes: [UInt8]
  private var position = 0
  let userInfo: [CodingUserInfoKey: Any]

  init(_ bytes: [UInt8], _ shared: [any Sendable]) {
    self.bytes = bytes
    userInfo = shared.reduce(into: [:]) { info, value in
      if let key = CodingUserInfoKey(sharing: type(of: value)) { info[key] = value }
    }
  }

  /// How many bytes are left.
  var left: Int { bytes.count - position }

  func take<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) throws -> Integer {
    let width = Integer.bitWidth / 8
    guard left >= width else { throw StateError(reason: "the end after \(bytes.count) bytes") }
    var value: Integer = 0
    for byte in (0..<width).reversed() {
      value = value << 8 | Integer(truncatingIfNeeded: bytes[position + byte])
    }
    position += width
    return value
  }

  /// Whether something is there.
  func takeFlag() throws -> Bool {
    let flag = try take(UInt8.self)
    guard flag < 2 else { throw StateError(reason: "\(flag) at byte \(position - 1) where 0 or 1 belongs") }
    return flag == 1
  }

  /// A count of things of at least one byte each; not larger than what is left.
  func takeCount() throws -> Int {
    let count = try take(Int.self)
    guard (0...left).contains(count) else {
      throw StateError(reason: "a count of \(count) with \(left) bytes left")
    }
    return count
  }

  func takeBytes(_ count: Int) throws -> ArraySlice<UInt8> {
    guard count <= left else { throw StateError(reason: "the end after \(bytes.count) bytes") }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let coded = type as? any StateCoded.Type, let value = try coded.init(reading: self) as? Value {
      return value
    }
    return try Value(from: SourceDecoder(source: self))
  }
}

/// The decoder that a value sees.
struct SourceDecoder: Decoder {
  let source: StateSource
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { source.userInfo }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(KeyedSource<Key>(source: source))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try UnkeyedSource(source) }
  func singleValueContainer() -> any SingleValueDecodingContainer { SingleSource(source: source) }
}

/// The fields of a structure, which must be asked for in the order in which they were written.
private struct KeyedSource<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let source: StateSource
  var codingPath: [any CodingKey] { [] }
  /// The case of an enumeration; structures do not ask.
  var allKeys: [Key] { (try? source.decode(String.self)).flatMap { Key(stringValue: $0) }.map { [$0] } ?? [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { try !source.takeFlag() }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try source.decode(type)
  }
  /// The protocol's own default refuses it.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try source.take() }
  // The protocol's defaults for optional fields ask `decodeNil` first, which takes the flag.

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Nested> { SourceDecoder(source: source).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try UnkeyedSource(source)
  }
  func superDecoder() -> any Decoder { SourceDecoder(source: source) }
  func superDecoder(forKey key: Key) -> any Decoder { SourceDecoder(source: source) }
}

/// The elements of a list.
private struct UnkeyedSource: UnkeyedDecodingContainer {
  let source: StateSource
  let count: Int?
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var isAtEnd: Bool { currentIndex == count }

  init(_ source: StateSource) throws {
    self.source = source
    count = try source.takeCount()
  }

  private mutating func countOne() throws {
    guard !isAtEnd else { throw StateError(reason: "the end of a list of \(currentIndex)") }
    currentIndex += 1
  }

  mutating func decodeNil() throws -> Bool { try !source.takeFlag() }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try countOne()
    return try source.decode(type)
  }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try countOne()
    return SourceDecoder(source: source).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try countOne()
    return try UnkeyedSource(source)
  }
  mutating func superDecoder() throws -> any Decoder {
    try countOne()
    return SourceDecoder(source: source)
  }
}

/// The one value that a type stands for.
private struct SingleSource: SingleValueDecodingContainer {
  let source: StateSource
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }  // optionals are read by ``StateCoded``
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try source.decode(type) }
}
