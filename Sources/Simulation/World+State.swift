import EdgeModel
package import HeapModule

extension World {
  /// What is not part of a world's state, because it never changes: whoever decodes a world hands in these parts of one
  /// that stands at its beginning.
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
