/// Turns a value into bytes that ``StateDecoder`` of the same program turns back, for checkpoints.
///
/// Fields are written in the order in which their type encodes them, without names: a layout is known only to the build
/// that wrote it, so whoever keeps the bytes must keep with them which build that was. A conformance to `Codable` that
/// the compiler synthesises cannot forget a field that is added later.
///
/// | Swift | bytes |
/// |---|---|
/// | an integer | its width, lowest byte first |
/// | `Double` | the eight bytes of its bit pattern, so that it reads back to itself |
/// | `Bool`; whether an optional is there | one |
/// | `String` | a count of eight bytes, and UTF-8 |
/// | an array, a set, a dictionary | a count of eight bytes, then the elements, keys before values |
/// | a structure | its fields |
/// | a case with fields | its name, then its fields |
package enum StateEncoder {
  /// The bytes of `value`.
  ///
  /// - Complexity: O(size of the value); numbers in arrays cost some ns each, fields of structures some 50 ns.
  package static func bytes(of value: some Encodable) throws -> [UInt8] {
    Array(try pieces(of: value).joined())
  }

  /// The bytes of `value`, which may be large, in pieces: they take no more memory than they need, where one array that
  /// grows takes up to three times that.
  package static func pieces(of value: some Encodable) throws -> [[UInt8]] {
    let sink = StateSink()
    try sink.encode(value)
    return sink.pieces
  }
}

/// Where the bytes of a state gather: one object, because all containers of an encoding write to it.
final class StateSink {
  /// The size of every piece but the last, in bytes.
  private static let pieceSize = 1 << 16
  private var full: [[UInt8]] = []
  private var last: [UInt8] = []

  /// All that was written.
  var pieces: [[UInt8]] { last.isEmpty ? full : full + [last] }

  private func append(byte: UInt8) {
    if last.count == Self.pieceSize {
      full.append(last)
      last.removeAll(keepingCapacity: false)
    }
    if last.isEmpty && !full.isEmpty { last.reserveCapacity(Self.pieceSize) }
    last.append(byte)
  }

  func append<Integer: FixedWidthInteger>(_ value: Integer) {
    var rest = value
    for _ in 0..<Integer.bitWidth / 8 {
      append(byte: UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Bytes behind their count.
  func append(_ list: [UInt8]) {
    append(list.count)
    for byte in list { append(byte: byte) }
  }

  /// Makes room for a count that is known later, and returns where.
  func reserveCount() -> Int {
    append(0)
    return full.count * Self.pieceSize + last.count - 8
  }

  func setCount(_ count: Int, at place: Int) {
    for offset in 0..<8 {
      let value = UInt8(truncatingIfNeeded: count >> (8 * offset))
      let (piece, byte) = (place + offset).quotientAndRemainder(dividingBy: Self.pieceSize)
      if piece < full.count { full[piece][byte] = value } else { last[byte] = value }
    }
  }

  /// Writes any value: what has a shape of its own here at once, everything else by its `encode(to:)`.
  func encode<Value: Encodable>(_ value: Value) throws {
    // Asked of the type, not of the value: an optional must not be taken for what it holds.
    if let type = Value.self as? any StateCoded.Type {
      try write(value, as: type)
    } else {
      try value.encode(to: SinkEncoder(sink: self))
    }
  }

  private func write<Coded: StateCoded>(_ value: some Encodable, as type: Coded.Type) throws {
    guard let value = value as? Coded else { throw StateError(reason: "\(value) is no \(type)") }
    try value.write(to: self)
  }
}

/// The encoder that a value sees.
struct SinkEncoder: Encoder {
  let sink: StateSink
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedSink<Key>(sink: sink))
  }
  func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedSink(sink) }
  func singleValueContainer() -> any SingleValueEncodingContainer { SingleSink(sink: sink) }
}

/// The fields of a structure.
private struct KeyedSink<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sink: StateSink
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { sink.append(UInt8(0)) }
  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try sink.encode(value) }
  /// The protocol's own default refuses it.
  func encode(_ value: Int128, forKey key: Key) { sink.append(value) }

  // One for each type that the protocol has a default for, which would write nothing for nil.
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try sink.encode(value) }
  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    sink.append(UInt8(value == nil ? 0 : 1))
    if let value { try sink.encode(value) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    sink.append(Array(key.stringValue.utf8))  // a case of an enumeration, whose fields follow
    return SinkEncoder(sink: sink).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { UnkeyedSink(sink) }
  func superEncoder() -> any Encoder { SinkEncoder(sink: sink) }
  func superEncoder(forKey key: Key) -> any Encoder { SinkEncoder(sink: sink) }
}

/// The elements of a list, behind their count.
private struct UnkeyedSink: UnkeyedEncodingContainer {
  let sink: StateSink
  private let place: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(_ sink: StateSink) {
    self.sink = sink
    place = sink.reserveCount()
  }

  private mutating func countOne() {
    count += 1
    sink.setCount(count, at: place)
  }

  mutating func encodeNil() throws {
    countOne()
    sink.append(UInt8(0))
  }
  mutating func encode<Value: Encodable>(_ value: Value) throws {
    countOne()
    try sink.encode(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    countOne()
    return SinkEncoder(sink: sink).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    countOne()
    return UnkeyedSink(sink)
  }
  mutating func superEncoder() -> any Encoder {
    countOne()
    return SinkEncoder(sink: sink)
  }
}

/// The one value that a type stands for.
private struct SingleSink: SingleValueEncodingContainer {
  let sink: StateSink
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { sink.append(UInt8(0)) }
  func encode<Value: Encodable>(_ value: Value) throws { try sink.encode(value) }
}
