import FoundationEssentials
import TraceIO

/// The directory a run writes to: under a temporary name until everything in it is whole.
///
/// | path | what |
/// |---|---|
/// | `NAME` | the run, once it is whole |
/// | `NAME.partial/run` | the run until then |
/// | `NAME.partial/checkpoint.zst` | what an interrupted run goes on from |
/// | `NAME.partial/hops-N.csv.zst` | hop logs by controller |
/// | `NAME.partial/replaced` | for a moment, the run that is being replaced |
struct RunDirectory {
  /// The final path.
  let path: String
  /// Where everything is written until then.
  let partialPath: String
  private let replaces: Bool
  /// Directories above the final path that did not exist, the deepest first.
  private let madeParents: [String]
  private let lock: DirectoryLock

  /// Prepares `NAME.partial` for a directory called `name`: empty, or, with `resuming` and a checkpoint in it, as it is.
  ///
  /// - Throws: `InputError` when `name` exists and may not be replaced, when an interrupted run would be lost, when
  ///   another process is at work there, or when the directory cannot be made.
  init(_ name: String, replacing: Bool, resuming: Bool) throws(InputError) {
    // `run/` is `run`: its temporary name must not lie inside it.
    var path = name
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
    replaces = replacing
    let partial = path + ".partial"
    partialPath = partial
    // A run that was renamed before its process ended needs no more than its temporary directory removed.
    let isRenamed =
      resuming && PosixFile.exists(partial + "/checkpoint.zst") && !PosixFile.exists(partial + "/run")
    if !isRenamed { try Self.check(path, replacing) }
    madeParents = Self.missingParents(of: path)
    try Self.attempt(path) {
      try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: true)
    }
    guard let lock = try PosixFile.lockingDirectory(partial) else {
      throw InputError(
        partial, found: "another offramp at work there", expected: "a run directory of its own for each",
        advice: "Wait for it, or choose another --output")
    }
    self.lock = DirectoryLock(lock)
    if hasCheckpoint {
      if resuming { return }
      guard replacing else {
        throw InputError(
          partial, found: "an interrupted run", expected: "none",
          advice: "Pass --resume to go on with it, or --overwrite to begin anew")
      }
    }
    try clear()
  }

  /// Whether there is a run to go on with.
  var hasCheckpoint: Bool { PosixFile.exists(checkpointPath) }
  /// Where its checkpoint is.
  var checkpointPath: String { workFile("checkpoint.zst") }
  /// The place of a file of the run.
  func file(_ name: String) -> String { partialPath + "/run/" + name }
  /// The place of a file that is no part of the run.
  func workFile(_ name: String) -> String { partialPath + "/" + name }

  /// Writes a whole text file of the run.
  func write(_ text: String, to name: String) throws(InputError) {
    var file = try ZstdFileWriter(path: file(name))
    try file.write(text)
    try file.finish()
  }

  /// Gives the run its final name, at most once, and removes everything else.
  ///
  /// Whenever the process ends in here, what stands under the final name is whole, or there is nothing, and then
  /// everything is whole below `NAME.partial`.
  func finish() throws(InputError) {
    if PosixFile.exists(partialPath + "/run") {
      try Self.check(path, replaces)
      if PosixFile.exists(path) { try PosixFile.rename(path, to: workFile("replaced")) }
      try PosixFile.rename(partialPath + "/run", to: path)
    }
    try Self.attempt(path) { try FileManager.default.removeItem(atPath: partialPath) }
  }

  /// Removes what a failed run has written, and the directories that were made for it.
  func discard() {
    try? FileManager.default.removeItem(atPath: partialPath)
    for parent in madeParents where PosixFile.isEmptyDirectory(parent) {
      try? FileManager.default.removeItem(atPath: parent)
    }
  }

  /// Empties the temporary directory; the checkpoint goes first, so that half of a run is never gone on with.
  private func clear() throws(InputError) {
    let (manager, partial, checkpoint) = (FileManager.default, partialPath, checkpointPath)
    try Self.attempt(path) {
      if manager.fileExists(atPath: checkpoint) { try manager.removeItem(atPath: checkpoint) }
      for name in try manager.contentsOfDirectory(atPath: partial) {
        try manager.removeItem(atPath: partial + "/" + name)
      }
      try manager.createDirectory(atPath: partial + "/run", withIntermediateDirectories: false)
    }
  }

  private static func check(_ path: String, _ replacing: Bool) throws(InputError) {
    guard PosixFile.exists(path) else { return }
    guard replacing else {
      throw InputError(
        path, found: "something of that name already", expected: "a new directory",
        advice: "Choose another --output, or pass --overwrite to replace a run")
    }
    guard PosixFile.exists(path + "/manifest.json") else {
      throw InputError(
        path, found: "no manifest.json in it, so not a run", expected: "a run to overwrite",
        advice: "Choose another --output")
    }
  }

  private static func missingParents(of path: String) -> [String] {
    var parents: [String] = [], rest = path[...]
    while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
      rest = rest[..<slash]
      if PosixFile.exists(String(rest)) { break }
      parents.append(String(rest))
    }
    return parents
  }

  private static func attempt(_ path: String, _ body: () throws -> Void) throws(InputError) {
    do {
      try body()
    } catch {
      throw InputError(
        path, found: "a directory that cannot be written (\(reason(error)))",
        expected: "a place with room and permission", advice: "Choose another --output")
    }
  }

  /// What the system said, in a word such as `EACCES`.
  private static func reason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    return (error.underlying as? POSIXError).map { "\($0.code)" } ?? "file error \(error.code.rawValue)"
  }
}

/// Keeps a directory locked as long as somebody knows it.
private final class DirectoryLock: Sendable {
  private let file: PosixFile
  init(_ file: consuming PosixFile) { self.file = file }
}
