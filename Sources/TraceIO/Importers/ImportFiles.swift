/// Which files below a folder an importer reads, told by their names without a final `.zst`.
package struct ImportFiles: Sendable, Equatable {
  /// What they are called in reports, e.g. `CSV`.
  package var noun: String
  /// How their names begin.
  package var prefix = ""
  /// How their names end.
  package var suffix = ""

  /// Files that end in `.csv`.
  package static let csv = ImportFiles(noun: "CSV", suffix: ".csv")

  /// Whether a file is one of them.
  package func contains(_ name: String) -> Bool {
    let plain = name.hasSuffix(".zst") ? String(name.dropLast(4)) : name
    return plain.hasPrefix(prefix) && plain.hasSuffix(suffix)
  }

  /// What an error asks for.
  var expectation: String {
    let ends = [suffix, suffix + ".zst"].filter { !$0.isEmpty }.joined(separator: " or ")
    return "files that " + (prefix.isEmpty ? "" : "begin with \(prefix) and ") + "end in \(ends)"
  }
}
