import FoundationEssentials
import TraceIO

/// Whole small files: instances and scenarios.
enum FileBytes {
  /// The bytes of the file at `path`.
  ///
  /// - Throws: `InputError` for a missing, unreadable or empty file, and for a directory.
  static func read(_ path: String) throws(InputError) -> [UInt8] {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputError(path, found: "no such file", expected: "a file", advice: "Check the path")
    }
    guard !isDirectory else {
      throw InputError(path, found: "a directory", expected: "a file", advice: "Name a file inside it")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError(path, found: "a file that cannot be read", advice: "Check its permissions")
    }
    guard !data.isEmpty else { throw InputError(path, found: "an empty file", expected: "some content") }
    return [UInt8](data)
  }
}
