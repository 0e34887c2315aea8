/// Whole small text files, such as scenarios and instances, plain or compressed with zstd.
package enum TextFile {
  /// The largest file that is read as a whole, in decoded bytes: 64 MiB.
  package static let largest = 64 << 20

  /// The text of a file.
  ///
  /// - Throws: As ``ZstdDecoder``, and when the file is too large or no UTF-8.
  package static func read(path: String) throws(InputError) -> String {
    var decoder = try ZstdDecoder(path: path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try decoder.decode(into: &buffer)
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= largest else {
        throw InputError(
          path, found: "over 64 MiB of text", expected: "a small text file", advice: "Check the path")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw notUTF8(bytes, path) }
    return text
  }

  private static func notUTF8(_ bytes: [UInt8], _ path: String) -> InputError {
    let sound = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
    return InputError(
      path, .line(1 + sound.utf8.count { $0 == UInt8(ascii: "\n") }), found: "bytes that are no UTF-8",
      expected: "text in UTF-8", advice: "Check that this is a text file")
  }
}
