internal import FoundationEssentials
internal import TraceIO

/// Folders made and moved, with errors that say where.
enum Folders {
  /// Makes the folder that holds `path`, and those above it.
  static func makeParent(of path: String) throws(InputError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    try attempt(folder) {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
  }

  /// Runs `body`; its failure is one of writing at `path`.
  static func attempt(_ path: String, _ body: () throws -> Void) throws(InputError) {
    do {
      try body()
    } catch {
      let reason = (error as? CocoaError).flatMap { ($0.underlying as? POSIXError).map { "\($0.code)" } }
      throw InputError(
        path, found: "a folder that cannot be written" + (reason.map { " (\($0))" } ?? ""),
        expected: "a place with room and permission", advice: "Choose another --output")
    }
  }
}
