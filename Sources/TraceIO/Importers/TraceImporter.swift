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

  /// The files it reads when it is given a folder.
  static var files: ImportFiles { get }

  /// An importer with these options; those it does not understand have been refused already.
  init(options: ImportOptions) throws(InputError)

  /// Reads `inputs` and writes the trace to `output`.
  ///
  /// - Throws: On a fault in an input, and when no row is left; then there is no file at `output`.
  func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport
}

extension TraceImporter {
  /// CSV files.
  package static var files: ImportFiles { .csv }
}

/// All importers.
package enum TraceImporters {
  /// One line each, in the order in which they are listed to users.
  package static let all: [any TraceImporter.Type] = [
    UCC5GImporter.self,
    NUWiNSIperf3Importer.self,
    Lumos5GImporter.self,
    FiveGophersImporter.self,
    MTUCorkImporter.self,
    AzureLLMImporter.self,
    MooncakeImporter.self,
    ServeGenImporter.self,
    FiblabCellsImporter.self,
    MilanGridImporter.self,
    CSVImporter.self,
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
    for option in options.given where !importer.options.contains(option) {
      throw InputError(
        "--\(option.rawValue)", found: "an option that \(name) does not have",
        expected: importer.options.map { "--\($0.rawValue)" }.sorted().joined(separator: ", "))
    }
    let files = try TraceFiles(inputs, of: importer.files)
    return try importer.init(options: options).convert(files, to: output)
  }
}
