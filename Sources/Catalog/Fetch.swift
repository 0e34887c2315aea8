internal import FoundationEssentials
internal import InputFiles
package import TraceIO

/// Brings the files of a data set into a folder of their own, every digest checked.
///
/// They gather in `FOLDER.partial`, which gets its name only when it is whole. A download that was cut stays there and
/// goes on the next time.
package struct Fetch {
  /// What came of it.
  package enum Outcome: Sendable, Equatable {
    /// The files were copied or downloaded.
    case fetched
    /// The folder was there already and all digests agree.
    case alreadyThere
  }

  private let dataSet: DataSet
  private let output: String
  private let partial: String

  /// Fetches `dataSet` into the folder `output`.
  ///
  /// - Parameters:
  ///   - mirror: A folder that holds the data set's folder, its files possibly compressed with zstd; nil to download.
  ///   - progress: Called after each file with how many are done.
  /// - Throws: When a file is missing or its digest disagrees; then there is no folder `output`.
  package static func run(
    _ dataSet: DataSet, mirror: String?, output: String, progress: (Int) -> Void = { _ in }
  ) throws(InputError) -> Outcome {
    var folder = output
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return try Fetch(dataSet: dataSet, output: folder, partial: folder + ".partial").run(mirror, progress)
  }

  private func run(_ mirror: String?, _ progress: (Int) -> Void) throws(InputError) -> Outcome {
    if FileManager.default.fileExists(atPath: output) {
      try checkExisting()
      return .alreadyThere
    }
    if let mirror {
      try clear(partial)
      do throws(InputError) {
        try MirrorCopy(dataSet: dataSet, mirror: mirror).copy(to: partial, progress)
      } catch {
        try clear(partial)
        throw error
      }
    } else {
      try DataSetDownload(dataSet: dataSet, folder: partial).run(progress)
    }
    try Folders.attempt(output) { try FileManager.default.moveItem(atPath: partial, toPath: output) }
    return .fetched
  }

  private func checkExisting() throws(InputError) {
    for file in dataSet.files {
      let path = output + "/" + file.path
      try Digests.expect(
        file, path, try FileDigest.sha256(path), advice: "Remove \(output) and fetch it again")
    }
  }

  private func clear(_ folder: String) throws(InputError) {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    try Folders.attempt(folder) { try FileManager.default.removeItem(atPath: folder) }
  }
}
