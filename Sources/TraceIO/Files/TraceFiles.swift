/// The files that a list of files and folders means.
package struct TraceFiles: Sendable, Equatable {
  /// One file to read.
  package struct File: Sendable, Equatable {
    /// The path to open.
    package var path: String
    /// The path below the folder that was named, or the last part of the path of a file that was named.
    package var name: String
  }

  /// The files, in the order named; those below a folder in the byte order of their paths.
  package private(set) var files: [File] = []
  /// How many files below folders were left out because they are not of the kind that was asked for, or hidden.
  package private(set) var skipped = 0

  private let kind: ImportFiles

  /// The files that `inputs` mean: a file stands for itself, a folder for all files of a kind below it.
  ///
  /// Links to folders are not followed, so that the walk ends.
  /// - Throws: When a folder cannot be read or nothing is left.
  package init(_ inputs: [String], of kind: ImportFiles = .csv) throws(InputError) {
    self.kind = kind
    for input in inputs {
      if PosixFile.isDirectory(input) {
        let folder = input.count > 1 && input.hasSuffix("/") ? String(input.dropLast()) : input
        try walk(folder, prefix: "")
      } else {
        files.append(File(path: input, name: String(input.split(separator: "/").last ?? "")))
      }
    }
    if files.isEmpty {
      throw InputError(
        inputs.joined(separator: " "), found: "no \(kind.noun) file", expected: kind.expectation,
        advice: "Name the files or another folder")
    }
  }

  /// What the files are called, e.g. `CSV`.
  package var noun: String { kind.noun }

  private mutating func walk(_ folder: String, prefix: String) throws(InputError) {
    let names = try PosixFile.names(in: folder).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names {
      let path = folder + "/" + name
      if PosixFile.isDirectory(path) {
        if !PosixFile.isLink(path), !name.hasPrefix(".") { try walk(path, prefix: prefix + name + "/") }
      } else if !name.hasPrefix("."), kind.contains(name) {
        files.append(File(path: path, name: prefix + name))
      } else {
        skipped += 1
      }
    }
  }
}
