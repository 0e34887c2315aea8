import Foundation
import Testing
import TestSupport

@testable import Replay

/// What decisions say of what else could have been.
@Suite struct ExplanationTests {
  private func run(_ directory: TemporaryDirectory, _ controllers: [String], explains: Bool, _ name: String)
    async throws -> FinishedRun
  {
    var tiny = TinyScenario()
    tiny.controllers = controllers
    let scenario = try ScenarioReader.read(try tiny.write(to: directory, folder: "in"))
    let result = try await Replay(
      scenario,
      options: ReplayOptions(
        output: directory.file(name), overwrites: false, logsHops: false, detail: .full,
        explains: explains,
        threads: 2, command: "offramp replay")
    ).run { _ in }
    return FinishedRun(path: directory.file(name), summary: result.summary, warning: nil)
  }

  @Test func `an explanation is the decision of a run that begins with that slot's forecast`() async throws {
    try await TemporaryDirectory.run { directory in
      let told = try await run(
        directory, ["{name: dto-ee-curvature}", "{name: uniform}"], explains: true, "told")
      let plain = try await run(
        directory, ["{name: dto-ee-curvature}", "{name: uniform}"], explains: false, "plain")
      let (decisions, others) = (try told.records("decision"), try plain.records("decision"))
      for (decision, other) in zip(decisions, others) {
        let epoch = decision["epoch"]?.number, cold = decision["cold_start"]
        #expect(decision["strategy"] == other["strategy"] && decision["measured"] == other["measured"])
        #expect(other["cold_start"] == nil)
        if decision["controller"]?.string == "uniform" || epoch == 0 {
          #expect(cold == .null, "a decision that is cold itself")
        } else {
          // What a cold start found from an equal split can only be as good as the search left it.
          #expect(cold?["objective_s"]?.number ?? 0 > 0 && cold?["rounds"]?.number ?? 0 > 0)
        }
      }
      #expect(decisions.contains { $0["cold_start"]?["rounds"] != $0["rounds"] && $0["cold_start"] != .null })
    }
  }

  @Test func `regrets are differences to the controller that was told`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await run(directory, ["{name: clairvoyant}", "{name: uniform}"], explains: false, "run")
      let decisions = try run.records("decision")
      for slot in 0..<6 {
        let (best, own) = (decisions[2 * slot], decisions[2 * slot + 1])
        #expect(best["regret"]?["measured_s"] == .number(0) && best["regret"]?["model_s"] == .number(0))
        let measured = try #require(own["measured"]?["objective_s"]?.number)
        let other = try #require(best["measured"]?["objective_s"]?.number)
        #expect(own["regret"]?["measured_s"] == .number(measured - other))
        // The optimum for the true rates: no plan is better under them, to its tolerance.
        #expect(try #require(own["regret"]?["model_s"]?.number) > -1e-4)
      }
      let rows = try #require(try run.json("summary.json")["controllers"]?.array)
      let objectives = try rows.map { try #require($0["objective_s"]?.number) }
      #expect(rows[1]["regret_s"] == .number(objectives[1] - objectives[0]))
      let models = decisions.compactMap { $0["regret"]?["model_s"]?.number }
      let mean = models.reduce(0, +) / 6
      #expect(abs(try #require(rows[1]["regret_model_s"]?.number) - mean) < 1e-9)
    }
  }

  @Test func `without a clairvoyant controller there is no regret`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await run(directory, ["{name: uniform}"], explains: false, "run")
      #expect(try run.records("decision").allSatisfy { $0["regret"] == nil })
      #expect(try run.json("summary.json")["controllers"]?.array.first?["regret_s"] == nil)
    }
  }
}
