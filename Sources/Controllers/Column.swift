// What controllers keep by node or by arc.
extension Array {
  /// Takes the column out of its owner to be worked on in place, to be put back in the end.
  mutating func take() -> [Element] {
    defer { self = [] }
    return self
  }

  /// What it takes in bytes.
  var byteCount: Int { capacity * MemoryLayout<Element>.stride }
}
