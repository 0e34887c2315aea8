package import TraceIO

/// Files with their SHA-256, as `sha256sum` writes them: a digest, two spaces and a path on each line.
package struct DigestList {
  /// The files so far, in order.
  package private(set) var files: [DataSet.File] = []
  private let path: String
  private var paths: Set<String> = []

  /// An empty list, which stands in the file at `path`.
  package init(path: String) { self.path = path }

  /// The files listed in the file at `path`.
  ///
  /// - Throws: `InputError` with the first line that is no digest and path.
  package static func read(_ path: String) throws(InputError) -> [DataSet.File] {
    var list = DigestList(path: path)
    let text = try TextFile.read(path: path)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty { continue }
      let digest = line.prefix { $0 != " " }
      let rest = line.dropFirst(digest.count)
      guard rest.hasPrefix("  ") else {
        throw InputError(
          path, .line(index + 1), found: "'\(shown(String(line)))'",
          expected: "a digest, two spaces and a path")
      }
      try list.add(path: String(rest.dropFirst(2)), sha256: String(digest), line: index + 1)
    }
    guard !list.files.isEmpty else { throw InputError(path, found: "no digest", expected: "one or more") }
    return list.files
  }

  /// Adds a file, once and with a path that stays inside its folder.
  package mutating func add(path file: String, sha256: String, line: Int) throws(InputError) {
    guard sha256.utf8.count == 64, sha256.allSatisfy({ "0123456789abcdef".contains($0) }) else {
      throw InputError(
        path, .line(line), found: "'\(shown(sha256))'", expected: "64 hexadecimal digits in lower case")
    }
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    // `.zst` and `.partial` are taken: the first for compressed copies, the second for unfinished files.
    guard !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }), !file.hasSuffix(".zst"),
      !file.hasSuffix(".partial"), !file.unicodeScalars.contains(where: { $0.value < 0x20 })
    else {
      throw InputError(
        path, .line(line), found: "the path '\(shown(file))'",
        expected: "a relative path without hidden parts, '..', .zst and .partial")
    }
    guard paths.insert(file).inserted else {
      throw InputError(path, .line(line), found: "the path '\(shown(file))' twice", expected: "it once")
    }
    files.append(DataSet.File(path: file, sha256: sha256))
  }
}
