import Foundation
import TraceIO

/// A directory for the files of one test.
struct TemporaryDirectory {
  let path: String

  /// Runs `body` with a fresh directory and removes it afterwards.
  static func run<Result>(_ body: (TemporaryDirectory) throws -> Result) throws -> Result {
    let path = NSTemporaryDirectory() + "offramp-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(TemporaryDirectory(path: path))
  }

  /// The path of a file in the directory.
  func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file and returns its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  /// Writes a file of text and returns its path.
  func write(_ text: String, to name: String = "t.csv") throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// The text of `error`, without the path of the directory.
  func text(of error: any Error) -> String {
    "\(error)".replacingOccurrences(of: path + "/", with: "")
  }

  /// The text of the error that `body` throws.
  func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return text(of: error)
    }
  }

  /// The names of the files in the directory.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}

/// The bytes of a file as stored.
func stored(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }

/// The decoded bytes of a file, taken in pieces of `step` bytes.
func decoded(_ path: String, step: Int = 1000) throws -> [UInt8] {
  var decoder = try ZstdDecoder(path: path)
  var buffer = [UInt8](repeating: 0, count: step)
  var content: [UInt8] = []
  while case let count = try decoder.decode(into: &buffer), count > 0 { content += buffer[..<count] }
  let after = try decoder.decode(into: &buffer)
  precondition(after == 0, "the end must stay the end")
  return content
}

/// The bytes of `text` as one zstd frame with a checksum.
func frame(_ text: String) throws -> [UInt8] { try frame(Array(text.utf8)) }

/// `content` as one zstd frame with a checksum.
func frame(_ content: [UInt8]) throws -> [UInt8] {
  try TemporaryDirectory.run { directory in
    var writer = try ZstdFileWriter(path: directory.file("f.zst"))
    try writer.write(content)
    try writer.finish()
    return try stored(directory.file("f.zst"))
  }
}

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// Inputs of our own making, in the shape of public data sets.
let fixtures = packageRoot + "/Tests/Fixtures"

/// Real data sets, where somebody has put them beside the package.
let datasets = packageRoot + "/../shared/datasets"

/// Whether a real data set is there.
/// Whether tests on whole cities run too. They take a minute in a debug build, so CI asks for them and `make test` does not.
let testsCities = ProcessInfo.processInfo.environment["OFFRAMP_CITY_TESTS"] != nil

func hasDataset(_ name: String) -> Bool { FileManager.default.fileExists(atPath: datasets + "/" + name) }
