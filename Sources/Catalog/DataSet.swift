/// A public data set: where its owners publish it, and the digests of the files that are imported.
package struct DataSet: Sendable, Equatable {
  /// A file of the data set.
  package struct File: Sendable, Equatable {
    /// The path below the data set's folder, without `.zst`.
    package var path: String
    /// SHA-256 of the file as published (decompressed), in lower-case hexadecimal.
    package var sha256: String
  }

  /// How the files can be had from their owners.
  package enum Source: Sendable, Equatable {
    /// Each file is at this address, a slash and its path.
    case files(at: String)
    /// All files are in a ZIP archive at this address, at its top or below its only folder.
    case archive(at: String)
    /// The files are a rewriting of what the owners publish, so only a local copy will do; why.
    case derived(String)
  }

  /// The name on the command line.
  package var name: String
  /// What it is, in a few words.
  package var what: String
  /// Who publishes it.
  package var publisher: String
  /// The address of the page to read about it.
  package var page: String
  /// The licence as the owners state it.
  package var licence: String
  /// The publication its owners ask to cite.
  package var citation: String
  /// The kind that `offramp trace import` takes.
  package var importer: String
  /// The name of its folder in a local copy of the data sets.
  package var folder: String
  /// How the files can be had.
  package var source: Source
  /// The files that are imported.
  package var files: [File]
}
