internal import Crypto
package import TraceIO

/// A file, plain or compressed with zstd, that is decoded piece by piece and digested on the way.
package struct DigestingDecoder: ~Copyable {
  private var decoder: ZstdDecoder
  private var hash = SHA256()
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// Opens a file.
  package init(path: String) throws(InputError) { decoder = try ZstdDecoder(path: path) }

  /// The next decoded bytes, or nil at the end.
  package mutating func next() throws(InputError) -> [UInt8]? {
    let count = try decoder.decode(into: &buffer)
    if count == 0 { return nil }
    let piece = Array(buffer[..<count])
    hash.update(data: piece)
    return piece
  }

  /// SHA-256 of the bytes so far, in hexadecimal.
  package var digest: String { FileDigest.hexadecimal(hash.finalize()) }
}
