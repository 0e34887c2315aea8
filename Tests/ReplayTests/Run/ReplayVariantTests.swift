import Controllers
import Testing
import TestSupport

@testable import Replay

/// Replays of scenarios that are unusual but sound.
@Suite struct ReplayVariantTests {
  @Test(arguments: ["delay", "queue"])
  func `both link models run, with the same arrivals`(linkModel: String) async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.linkModel = linkModel
      let run = try await FinishedRun.of(tiny, in: directory)
      #expect(Set(run.summary.rows.map(\.totals.arrived)).count == 1)
      #expect(run.summary.rows.allSatisfy { $0.totals.all.completed > 80 })
    }
  }

  @Test func `waiting for links costs time`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      tiny.linkModel = "delay"
      let delay = try await FinishedRun.of(tiny, in: directory)
      tiny.linkModel = "queue"
      let queue = try await FinishedRun.of(tiny, in: directory, .init(output: "queue"))
      let means = [delay, queue].map { $0.summary.rows[0].totals.delayMeanSeconds ?? .nan }
      #expect(means[0] < means[1])
    }
  }

  @Test func `without arrivals a replay has no figures but runs`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.arrivals = TinyScenario.arrivals { _, _ in 0 }
      let run = try await FinishedRun.of(tiny, in: directory)
      let summary = try run.json("summary.json")
      #expect(summary["controllers"]?[0]?["completed"] == .number(0))
      #expect(summary["controllers"]?[0]?["delay_mean_s"] == .null)
      #expect(summary["best_heuristic"] == .null)
      #expect(try run.hops().isEmpty)
      let lines = SummaryTable(run.summary).text.split(separator: "\n")
      #expect(Set(lines.prefix(7).map(\.count)).count == 1)
    }
  }

  @Test func `a trace that ends early is warned of`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      #expect(try await FinishedRun.of(tiny, in: directory).warning == nil)
      tiny.slots = 8
      #expect(try await FinishedRun.of(tiny, in: directory, .init(output: "b")).warning == nil)
      tiny.slots = 9
      let run = try await FinishedRun.of(tiny, in: directory, .init(output: "c"))
      let path = directory.file("in/arrivals.csv")
      #expect(run.warning == "\(path) ends at 7.0 s; the replay went on to 9.0 s without arrivals")
    }
  }

  @Test(arguments: ["identity", "round-robin", "hash"])
  func `every binding of links runs`(binding: String) async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: bandwidth-first}"]
      tiny.linkBinding = binding
      let run = try await FinishedRun.of(tiny, in: directory)
      #expect(run.summary.rows[0].totals.all.completed > 80)
    }
  }

  @Test(arguments: ["computing-first", "bandwidth-first", "uniform"], ["fixed", "optimised"])
  func `every heuristic runs with both rules of thresholds`(name: String, rule: String) async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: \(name), set: {threshold_rule: \(rule), threshold: 0.7}}"]
      let decisions = try await FinishedRun.of(tiny, in: directory).records("decision")
      let levels = Set(decisions.flatMap { $0["levels"]?.array.flatMap(\.array) ?? [] }.compactMap(\.number))
      #expect(rule == "fixed" ? levels == [5] : levels.count > 1, "\(levels)")
    }
  }

  @Test func `a stage without an exit passes everything on`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.profile =
        "stage_2_confidence,stage_2_correct,stage_3_correct\n"
        + (0..<10).map { "0.\($0),\($0 % 2),1\n" }.joined()
      let hops = try await FinishedRun.of(tiny, in: directory).hops()
      let first = hops.filter { $0["stage"] == "1" && $0["finished_s"] != "" }
      #expect(first.allSatisfy { $0["exited"] == "0" && $0["confidence"] == "" && $0["correct"] == "" })
    }
  }

  @Test func `what the command line replaces is replaced`() throws {
    try TemporaryDirectory.run { directory in
      let scenario = try ScenarioReader.read(try TinyScenario().write(to: directory))
      let other = try scenario.replacing(seed: 5, slots: 2, controllers: ["uniform", "computing-first"])
      #expect(other.seed == 5)
      #expect(other.slots == 2)
      #expect(other.controllers.map(\.label) == ["uniform", "computing-first"])
      #expect(other.controllers[1].settings.threshold == 0.7, "those of the scenario keep their settings")
      let same = try scenario.replacing(seed: nil, slots: nil, controllers: nil)
      #expect(same.json.text == scenario.json.text)
      #expect(
        directory.message { _ = try scenario.replacing(seed: nil, slots: nil, controllers: ["dtoee"]) }
          == "--controllers: found unknown controller 'dtoee'; expected one of "
          + "\(ControllerEntry.all.map(\.name).joined(separator: ", ")). Perhaps 'dto-ee' is meant."
      )
      #expect(
        directory.message {
          _ = try scenario.replacing(seed: nil, slots: nil, controllers: ["uniform", "uniform"])
        } == "--controllers: found 'uniform' twice; expected each once.")
      #expect(
        directory.message { _ = try scenario.replacing(seed: nil, slots: nil, controllers: []) }
          == "--controllers: found no name; expected names separated by commas.")
    }
  }
}
