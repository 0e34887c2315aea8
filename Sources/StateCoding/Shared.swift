/// A part of a state that all states of a run share and that never changes, such as the network: it is not written, and
/// whoever reads the state hands it in.
///
/// No property wrapper: the accessor that those make copies the value, which in a hot loop costs a reference count for each
/// of its columns. Owners offer it by `_read`, which does not.
package struct Shared<Value: Sendable>: Sendable {
  /// What is shared.
  package let value: Value

  /// Shares `value`.
  package init(_ value: Value) { self.value = value }
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
