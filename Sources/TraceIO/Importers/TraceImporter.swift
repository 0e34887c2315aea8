/// Turns the files of a public data set into one canonical trace, by named rules whose effects it counts.
///
/// An importer is one file and one line in ``TraceImporters/all``.
package protocol TraceImporter: Sendable {
  /// The name on the command line.
  static var name: String { get }
  /// What it reads and what it makes of it, in one sentence.
  static var summary: String { get }
  /// The options it understands.
  static var options: Set<ImportOptions.Name> { get }

  /// An importer with these options; those it does not understand have been refused already.
  init(options: ImportOptions) throws(InputError)

  /// Reads `inputs` and writes the trace to `output`.
  ///
  /// - Throws: On a fault in an input, and when no row is left; then there is no file at `output`.
  func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport
}

/// All importers.
package enum TraceImporters {
  /// One line each, in the order in which they are listed to users.
  package static let all: [any TraceImporter.Type] = [
    UCC5GImporter.self,
    AzureLLMImporter.self,
  ]

  /// Imports `inputs` with the importer called `name`.
  ///
  /// - Throws: When there is no such importer, when it does not know an option, or as ``TraceImporter/convert``.
  package static func run(
    _ name: String, inputs: [String], output: String, options: ImportOptions
  ) throws(InputError) -> ImportReport {
    guard let importer = all.first(where: { $0.name == name }) else {
      throw InputError(
        "trace import", found: "the kind '\(shown(name))'",
        expected: all.map { $0.name }.joined(separator: " or "))
    }
    for option in ImportOptions.Name.allCases where options.has(option) && !importer.options.contains(option)
    {
      throw InputError(
        "--\(option.rawValue)", found: "an option that \(name) does not have",
        expected: importer.options.map { "--\($0.rawValue)" }.sorted().joined(separator: ", "))
    }
    return try importer.init(options: options).convert(TraceFiles(inputs), to: output)
  }
}
