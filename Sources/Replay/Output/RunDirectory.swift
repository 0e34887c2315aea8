import FoundationEssentials
import TraceIO

/// The directory a run writes to: under a temporary name until everything in it is whole.
struct RunDirectory {
  /// The final path.
  let path: String
  /// Where files are written until then.
  let partialPath: String

  /// Prepares `NAME.partial`, empty, for a directory called `name`.
  ///
  /// - Throws: `InputError` when `name` exists and may not be replaced, or the directory cannot be made.
  init(_ name: String, replacing: Bool) throws(InputError) {
    // `run/` is `run`: its temporary name must not lie inside it.
    var path = name
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
    partialPath = path + ".partial"
    let manager = FileManager.default
    if manager.fileExists(atPath: path) {
      guard replacing else {
        throw InputError(
          path, found: "something of that name already", expected: "a new directory",
          advice: "Choose another --output, or pass --overwrite to replace a run")
      }
      guard manager.fileExists(atPath: path + "/manifest.json") else {
        throw InputError(
          path, found: "no manifest.json in it, so not a run", expected: "a run to overwrite",
          advice: "Choose another --output")
      }
    }
    try Self.attempt(path) {
      if manager.fileExists(atPath: partialPath) { try manager.removeItem(atPath: partialPath) }
      try manager.createDirectory(atPath: partialPath, withIntermediateDirectories: true)
    }
  }

  /// Gives the directory its final name.
  func finish() throws(InputError) {
    let manager = FileManager.default
    try Self.attempt(path) {
      if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
      try manager.moveItem(atPath: partialPath, toPath: path)
    }
  }

  /// Removes what a failed run has written.
  func discard() { try? FileManager.default.removeItem(atPath: partialPath) }

  /// Removes the file called `name`.
  func remove(_ name: String) { try? FileManager.default.removeItem(atPath: partialPath + "/" + name) }

  /// Writes a whole text file.
  func write(_ text: String, to name: String) throws(InputError) {
    var file = try ZstdFileWriter(path: partialPath + "/" + name)
    try file.write(text)
    try file.finish()
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
