internal import InputFiles
internal import TraceIO

/// Copies a data set from a folder on this machine, checking each file while it is copied.
struct MirrorCopy {
  let dataSet: DataSet
  /// The folder that holds the data set's folder.
  let mirror: String

  /// Copies every file, decompressed, below `folder`.
  func copy(to folder: String, _ progress: (Int) -> Void) throws(InputError) {
    let source = mirror + "/" + dataSet.folder
    guard PosixFile.isDirectory(source) else {
      throw InputError(
        source, found: "no such folder", expected: "a copy of the data set",
        advice: "Name the folder that holds '\(dataSet.folder)' with --mirror")
    }
    for (index, file) in dataSet.files.enumerated() {
      try copy(file, from: source + "/" + file.path, to: folder + "/" + file.path)
      progress(index + 1)
    }
  }

  /// The digest is of the very bytes that are written; a file that disagrees never gets its name.
  private func copy(_ file: DataSet.File, from plain: String, to target: String) throws(InputError) {
    let isCompressed = PosixFile.exists(plain + ".zst")
    let source = isCompressed ? plain + ".zst" : plain
    try Folders.makeParent(of: target)
    var writer = try ZstdFileWriter(path: target)
    var decoder = try DigestingDecoder(path: source)
    while let piece = try decoder.next() { try writer.write(piece) }
    try Digests.expect(file, source, decoder.digest, advice: "The copy is of another version or damaged")
    try writer.finish()
  }
}
