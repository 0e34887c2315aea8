internal import FoundationEssentials
internal import InputFiles
internal import TraceIO

/// Downloads a data set from its owners into a folder, keeping what has arrived when it is cut.
struct DataSetDownload {
  let dataSet: DataSet
  /// Where the files gather.
  let folder: String

  /// Work files, beside the data set's own, whose names never begin with a dot.
  private var work: String { folder + "/.work" }

  /// Downloads every file that is not there yet.
  func run(_ progress: (Int) -> Void) throws(InputError) {
    let download = Download(subject: dataSet.name, page: dataSet.page, log: work + "/curl")
    switch dataSet.source {
    case .derived(let reason):
      throw InputError(
        dataSet.name, found: "no files to download: \(reason)", expected: "a local copy",
        advice: "Pass --mirror with the folder that holds '\(dataSet.folder)'")
    case .files(let base):
      try Folders.makeParent(of: work + "/curl")
      for (index, file) in dataSet.files.enumerated() {
        try fetch(file, WebAddress.joining(base, file.path), download)
        progress(index + 1)
      }
    case .archive(let address):
      try Folders.makeParent(of: work + "/curl")
      try unpack(address, download, progress)
    }
    try Folders.attempt(work) { try FileManager.default.removeItem(atPath: work) }
  }

  /// Downloads one file; one that went on from an earlier part and disagrees is tried once more from its beginning.
  private func fetch(_ file: DataSet.File, _ address: String, _ download: Download) throws(InputError) {
    let path = folder + "/" + file.path
    let hasPart = PosixFile.exists(path)
    if hasPart, try FileDigest.sha256(path) == file.sha256 { return }
    try Folders.makeParent(of: path)
    try download.fetch(address, to: path)
    var found = try FileDigest.sha256(path)
    if hasPart, found != file.sha256 {
      try? FileManager.default.removeItem(atPath: path)
      try download.fetch(address, to: path)
      found = try FileDigest.sha256(path)
    }
    if found != file.sha256 { try? FileManager.default.removeItem(atPath: path) }
    try Digests.expect(file, address, found, advice: "Its owners may have changed it: see \(dataSet.page)")
  }

  /// Downloads the archive, unpacks it and takes the files of the data set out of it.
  private func unpack(
    _ address: String, _ download: Download, _ progress: (Int) -> Void
  ) throws(InputError) {
    let archive = work + "/archive.zip"
    let unpacked = work + "/unpacked"
    try download.fetch(address, to: archive)
    try? FileManager.default.removeItem(atPath: unpacked)
    let status = try ChildProcess.run("unzip", ["-q", archive, "-d", unpacked], output: work + "/unzip")
    // 1 is a warning only; the digests decide.
    guard status <= 1 else {
      try? FileManager.default.removeItem(atPath: archive)
      throw InputError(
        address, found: "an archive that unzip refuses (status \(status))", expected: "a ZIP archive",
        advice: "It is removed: fetch it again")
    }
    let roots =
      [unpacked]
      + ((try? FileManager.default.contentsOfDirectory(atPath: unpacked)) ?? []).sorted()
      .map { unpacked + "/" + $0 }
    for (index, file) in dataSet.files.enumerated() {
      try take(file, from: roots, address)
      progress(index + 1)
    }
  }

  private func take(_ file: DataSet.File, from roots: [String], _ address: String) throws(InputError) {
    guard let path = roots.map({ $0 + "/" + file.path }).first(where: PosixFile.exists) else {
      throw InputError(
        address, found: "no '\(shown(file.path))' in the archive", expected: "it",
        advice: "Its owners may have changed it: see \(dataSet.page)")
    }
    try Digests.expect(
      file, "\(address): \(file.path)", try FileDigest.sha256(path),
      advice: "Its owners may have changed it: see \(dataSet.page)")
    let target = folder + "/" + file.path
    try Folders.makeParent(of: target)
    try? FileManager.default.removeItem(atPath: target)
    try Folders.attempt(target) { try FileManager.default.moveItem(atPath: path, toPath: target) }
  }
}
