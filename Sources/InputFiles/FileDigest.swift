internal import Crypto
package import TraceIO

/// SHA-256 of files, so that a run says exactly what it was made from and a download is what it should be.
package enum FileDigest {
  /// The digest of the file at `path` as stored, in hexadecimal.
  ///
  /// - Throws: `InputError` when the file cannot be read.
  package static func sha256(_ path: String) throws(InputError) -> String {
    let file = try PosixFile.reading(path)
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try file.read(into: &buffer, from: 0), count > 0 {
      hash.update(data: buffer[..<count])
    }
    return hexadecimal(hash.finalize())
  }

  /// Bytes as hexadecimal digits in lower case.
  static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
