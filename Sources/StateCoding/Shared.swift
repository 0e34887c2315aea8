/// A part of a state that all states of a run share and that never changes, such as the network: it is not written, and
/// whoever reads the state hands it in.
@propertyWrapper package struct Shared<Value: Sendable>: Sendable {
  @usableFromInline let value: Value

  /// Shares `wrappedValue`.
  package init(wrappedValue: Value) { value = wrappedValue }

  /// What is shared.
  @inlinable package var wrappedValue: Value { value }
}

extension Shared: Codable {
  package func encode(to encoder: any Encoder) {}

  /// - Throws: ``StateError`` when nobody handed in a value of this type.
  package init(from decoder: any Decoder) throws {
    guard let key = CodingUserInfoKey(sharing: Value.self), let value = decoder.userInfo[key] as? Value else {
      throw StateError(reason: "nothing that stands for \(Value.self)")
    }
    self.value = value
  }
}

extension CodingUserInfoKey {
  /// Where the shared value of a type is found.
  init?(sharing type: Any.Type) { self.init(rawValue: "\(type)") }
}
