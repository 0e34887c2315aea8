package import Foundation

/// A directory for the files of one test, removed when the test ends.
package struct TemporaryDirectory: Sendable {
  /// Its path.
  package let path: String

  /// Runs `body` with a fresh directory and removes it afterwards.
  package static func run<Result>(_ body: (TemporaryDirectory) throws -> Result) throws -> Result {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    return try body(directory)
  }

  /// The same for a body that waits.
  package static func run<Result>(
    _ body: (TemporaryDirectory) async throws -> Result
  ) async throws -> Result {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    return try await body(directory)
  }

  private init() throws {
    path = NSTemporaryDirectory() + "offramp-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the directory.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file of text, its folder too, and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return file(name)
  }

  /// The bytes of a file in the directory.
  package func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file(name))) }

  /// The names in the directory or in a folder of it, sorted.
  package func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: file(folder)).sorted()
  }

  /// The text of the error that `body` throws, without the path of the directory.
  package func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return text(of: error)
    }
  }

  /// The text of `error`, without the path of the directory.
  package func text(of error: any Error) -> String {
    "\(error)".replacingOccurrences(of: path + "/", with: "")
  }
}
