import EdgeModel
package import HeapModule

extension World {
  /// What is not part of a world's state, because all worlds of a run share it: whoever decodes a world hands in these
  /// parts of another one.
  package var sharedParts: [any Sendable] { [network, exits.outcomes] }
}

extension Heap: @retroactive Encodable where Element: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(unordered)
  }
}

extension Heap: @retroactive Decodable where Element: Decodable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Element].self))
  }
}
