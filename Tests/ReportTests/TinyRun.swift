import Foundation
import Replay
import TestSupport

/// A small run on disk, for what reads runs.
enum TinyRun {
  /// Replays the tiny scenario into `name` inside `directory` and returns the run's path.
  static func make(
    in directory: TemporaryDirectory, _ name: String = "run", seed: UInt64? = nil, threads: Int = 1,
    fullDetail: Bool = false, explains: Bool = false, _ scenario: TinyScenario = TinyScenario()
  ) async throws -> String {
    let read = try ScenarioReader.read(try scenario.write(to: directory, folder: "in"))
    let plan = try read.replacing(seed: seed, slots: nil, controllers: nil)
    let options = ReplayOptions(
      output: directory.file(name), overwrites: false, logsHops: false, detail: fullDetail ? .full : .summary,
      explains: explains,
      threads: threads,
      command: "offramp replay")
    _ = try await Replay(plan, options: options).run { _ in }
    return directory.file(name)
  }
}

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path
