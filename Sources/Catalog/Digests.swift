internal import TraceIO

/// Comparing digests.
enum Digests {
  /// Fails unless `found`, the digest of what `path` holds, is that of `file`.
  static func expect(
    _ file: DataSet.File, _ path: String, _ found: String, advice: String
  ) throws(InputError) {
    if found == file.sha256 { return }
    throw InputError(path, found: "SHA-256 \(found)", expected: file.sha256, advice: advice)
  }
}
