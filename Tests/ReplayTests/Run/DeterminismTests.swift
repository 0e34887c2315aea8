import Foundation
import Testing
import TestSupport

@testable import Replay

@Suite struct DeterminismTests {
  /// The names of files in which two runs differ.
  private func differences(_ left: FinishedRun, _ right: FinishedRun) throws -> [String] {
    #expect(try left.names() == right.names())
    return try left.names().filter { try left.bytes($0) != right.bytes($0) }
  }

  @Test(arguments: [1, 2, 4])
  func `runs differ in their timings only, whatever the number of threads`(threads: Int) async throws {
    try await TemporaryDirectory.run { directory in
      let one = try await FinishedRun.of(in: directory)
      let other = try await FinishedRun.of(in: directory, .init(output: "other", threads: threads))
      #expect(try differences(one, other) == ["timings.csv"])
      #expect(
        try one.names() == [
          "decisions.jsonl.zst", "hops.csv.zst", "manifest.json", "summary.json", "timings.csv",
        ])
    }
  }

  @Test func `another seed is another run`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      let one = try await FinishedRun.of(tiny, in: directory)
      tiny.seed = 2
      let other = try await FinishedRun.of(tiny, in: directory, .init(output: "other"))
      #expect(
        Set(try differences(one, other))
          == ["decisions.jsonl.zst", "hops.csv.zst", "manifest.json", "summary.json", "timings.csv"])
    }
  }

  @Test func `a controller's run does not depend on the others`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      let all = try await FinishedRun.of(tiny, in: directory)
      tiny.controllers = [tiny.controllers[3]]
      let alone = try await FinishedRun.of(tiny, in: directory, .init(output: "alone"))
      func own(_ run: FinishedRun) throws -> [String] {
        try run.decisionLines().filter { $0.contains(#""controller":"bandwidth-first""#) }
          + run.text("hops.csv.zst").split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("bandwidth-first,")
          }
      }
      #expect(try own(all) == own(alone))
      #expect(try own(all).count > 100)
    }
  }

  @Test func `hop log and detail change nothing else`() async throws {
    try await TemporaryDirectory.run { directory in
      let full = try await FinishedRun.of(in: directory)
      let spare = try await FinishedRun.of(
        in: directory, .init(output: "spare", logsHops: false, detail: .summary))
      #expect(
        try spare.names() == ["decisions.jsonl.zst", "manifest.json", "summary.json", "timings.csv"])
      #expect(try full.bytes("summary.json") == spare.bytes("summary.json"))
      for (long, short) in zip(try full.records("decision"), try spare.records("decision")) {
        #expect(long.keys.subtracting(short.keys) == ["strategy", "levels", "utilisation"])
        #expect(short.keys.allSatisfy { short[$0] == long[$0] })
      }
    }
  }

  @Test(arguments: ["queue", "delay"], [1, 3])
  func `the engine changes no byte but its own name`(linkModel: String, threads: Int) async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.linkModel = linkModel
      if threads > 1 {
        tiny.speeds = (TinyScenario.changingSpeeds, linkModel == "queue" ? "lose" : "keep")
        (tiny.stageKeys, tiny.topKeys) = ("queue_limit: 3", "deadline_s: 0.6\ndeadline: drop")
        tiny.arrivalKeys = "drift: {period_s: 4, amplitude: 0.8}"
      }
      let path = try tiny.write(to: directory)
      var runs: [FinishedRun] = []
      for engine in ["events", "layers"] {
        let scenario = try ScenarioReader.read(path).replacing(
          seed: nil, slots: nil, controllers: nil, engine: engine)
        runs.append(
          try await FinishedRun.of(
            scenario, in: directory, .init(output: engine, threads: engine == "events" ? 1 : threads)))
      }
      for file in ["hops.csv.zst", "decisions.jsonl.zst", "summary.json"] {
        #expect(try runs[0].bytes(file) == runs[1].bytes(file), "\(file)")
      }
    }
  }
}
