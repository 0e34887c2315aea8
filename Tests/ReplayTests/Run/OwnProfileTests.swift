import Testing
import TestSupport

@testable import Replay

/// A controller that exits by a profile of its own: another confidence of the same samples.
@Suite struct OwnProfileTests {
  private var pair: TinyScenario {
    var tiny = TinyScenario()
    tiny.controllers = [
      "{name: computing-first, set: {threshold: 0.7}}",
      "{name: entropy-exit, exit_profile: other.csv, set: {threshold: 0.7}}",
    ]
    return tiny
  }

  /// The other confidence is the square: 0.7 is reached by what reaches 0.84 otherwise.
  @Test func `it exits by its own confidence and answers as the samples do`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(pair, in: directory)
      var exits: [String: Int] = [:]
      var confidence: [String: [String: Double]] = [:]
      for hop in try run.hops() where hop["stage"] == "1" && hop["finished_s"] != "" {
        let controller = try #require(hop["controller"]), own = try #require(Double(hop["confidence"] ?? ""))
        #expect((hop["exited"] == "1") == (own >= 0.7), "\(hop)")
        confidence[controller, default: [:]][hop["sample"] ?? ""] = own
        exits[controller, default: 0] += hop["exited"] == "1" ? 1 : 0
      }
      for (sample, plain) in try #require(confidence["computing-first"]) {
        guard let own = confidence["entropy-exit"]?[sample] else { continue }
        #expect(abs(own - plain * plain) < 1e-12)
      }
      #expect(exits["entropy-exit"] ?? 0 < exits["computing-first"] ?? 0)
      let files = try run.json("manifest.json")["inputs"]?.array.compactMap { $0["file"]?.string } ?? []
      #expect(files.filter { $0.hasSuffix("other.csv") }.count == 1)
    }
  }

  @Test func `decisions are explained and predicted with its own exits`() async throws {
    try await TemporaryDirectory.run { directory in
      let records = try await FinishedRun.of(pair, in: directory).records("decision")
      let delays = ["computing-first", "entropy-exit"].map { name in
        records.first { $0["controller"]?.string == name }?["predicted"]?["delay_s"]?.number
      }
      #expect(try #require(delays[0]) < #require(delays[1]), "fewer leave early")
    }
  }

  @Test func `another number of samples is an error`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = pair
      tiny.otherProfile = TinyScenario.profile(samples: 39)
      let error = try #require(
        await #expect(throws: (any Error).self) { try await FinishedRun.of(tiny, in: directory) })
      #expect(
        directory.text(of: error)
          == "in/other.csv: found 39 samples; expected 40, those of in/profile.csv in the same order. "
          + "A controller's own profile is another confidence of the same samples.")
    }
  }

  @Test(arguments: [("entropy-exit", "an entropy confidence"), ("predictor-exit", "a predictor's score")])
  func `a controller that needs one says so`(name: String, confidence: String) throws {
    try TemporaryDirectory.run { directory in
      let expected =
        "found '\(name)' without an exit profile of its own; expected exit_profile: FILE with \(confidence). "
        + "Add the key to its entry in the scenario."
      let scenario = try ScenarioReader.read(try TinyScenario().write(to: directory, folder: "in"))
      #expect(
        directory.message { _ = try scenario.replacing(seed: nil, slots: nil, controllers: [name]) }
          == "--controllers: \(expected)")
      var tiny = TinyScenario()
      tiny.controllers = ["{name: \(name)}"]
      let path = try tiny.write(to: directory, folder: "in")
      let lines = tiny.yaml.split(separator: "\n", omittingEmptySubsequences: false)
      let line = try #require(lines.firstIndex(of: "controllers:")) + 2
      #expect(
        directory.message { _ = try ScenarioReader.read(path) }
          == "in/scenario.yaml: line \(line): \(expected)")
    }
  }
}
