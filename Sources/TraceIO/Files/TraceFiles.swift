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
  /// How many files below folders were left out because they are no `.csv` or `.csv.zst`, or hidden.
  package private(set) var skipped = 0

  /// The files that `inputs` mean: a file stands for itself, a folder for all CSV files below it.
  ///
  /// Links to folders are not followed, so that the walk ends.
  /// - Throws: When a folder cannot be read or nothing is left.
  package init(_ inputs: [String]) throws(InputError) {
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
        inputs.joined(separator: " "), found: "no CSV file", expected: "files that end in .csv or .csv.zst",
        advice: "Name the files or another folder")
    }
  }

  private mutating func walk(_ folder: String, prefix: String) throws(InputError) {
    let names = try PosixFile.names(in: folder).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names {
      let path = folder + "/" + name
      if PosixFile.isDirectory(path) {
        if !PosixFile.isLink(path), !name.hasPrefix(".") { try walk(path, prefix: prefix + name + "/") }
      } else if !name.hasPrefix("."), name.hasSuffix(".csv") || name.hasSuffix(".csv.zst") {
        files.append(File(path: path, name: prefix + name))
      } else {
        skipped += 1
      }
    }
  }
}
