import TraceIO

/// Files read as they are stored.
enum FileBytes {
  /// All bytes of the file at `path`.
  ///
  /// - Throws: `InputError` for a missing, unreadable or empty file, and for a directory.
  static func read(_ path: String) throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachChunk(of: path) { bytes += $0 }
    guard !bytes.isEmpty else { throw InputError(path, found: "an empty file", expected: "some content") }
    return bytes
  }

  /// Hands the bytes of the file at `path` to `body`, piece by piece.
  static func forEachChunk(of path: String, _ body: (ArraySlice<UInt8>) -> Void) throws(InputError) {
    let file = try PosixFile.reading(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try file.read(into: &buffer, from: 0)
      if count == 0 { return }
      body(buffer[..<count])
    }
  }
}
