import Foundation
import TestSupport
import TraceIO

@testable import Replay

/// A run directory, read with nothing but Foundation and a zstd decoder.
struct FinishedRun {
  let path: String
  let summary: Summary
  let warning: String?

  /// What a test may ask of a replay.
  struct Options {
    var output = "run"
    var overwrites = false
    var logsHops = true
    var detail = LogDetail.full
    var threads = 1
  }

  /// Replays `scenario` in `directory`, its files in a folder of it.
  static func of(
    _ scenario: TinyScenario = TinyScenario(), in directory: TemporaryDirectory,
    _ options: Options = Options(), folder: String = "in"
  ) async throws -> FinishedRun {
    try await of(
      try ScenarioReader.read(try scenario.write(to: directory, folder: folder)), in: directory, options)
  }

  /// Replays `scenario` into `directory`.
  static func of(
    _ scenario: Scenario, in directory: TemporaryDirectory, _ options: Options = Options()
  ) async throws -> FinishedRun {
    let path = directory.file(options.output)
    let result = try await Replay(
      scenario,
      options: ReplayOptions(
        output: path, overwrites: options.overwrites, logsHops: options.logsHops,
        detail: options.detail, threads: options.threads, command: "offramp replay")
    ).run { _ in }
    return FinishedRun(path: path, summary: result.summary, warning: result.warning)
  }

  /// The names of its files.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  /// A file as stored.
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)) }

  /// A file's decoded text.
  func text(_ name: String) throws -> String {
    var decoder = try ZstdDecoder(path: path + "/" + name), bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try decoder.decode(into: &buffer), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A file as JSON.
  func json(_ name: String) throws -> ParsedJSON { try ParsedJSON(parsing: try text(name)) }

  /// The lines of the decision log.
  func decisionLines() throws -> [String] {
    try text("decisions.jsonl.zst").split(separator: "\n").map(String.init)
  }

  /// The records of the decision log that are of `type`.
  func records(_ type: String) throws -> [ParsedJSON] {
    try decisionLines().map { try ParsedJSON(parsing: $0) }.filter { $0["type"]?.string == type }
  }

  /// The rows of the hop log, by column.
  func hops() throws -> [[String: String]] {
    let lines = try text("hops.csv.zst").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }
}
