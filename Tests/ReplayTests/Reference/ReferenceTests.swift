import Controllers
import EdgeModel
import Foundation
import Testing
import TestSupport

@testable import Replay

/// Decision problems whose optimum somebody else has certified.
@Suite(.enabled(if: exists(references), "there are no reference problems at ../shared/reference"))
struct ReferenceTests {
  /// What the reference file says of one instance.
  private func reference(_ name: String) throws -> ParsedJSON {
    let data = try Data(contentsOf: URL(fileURLWithPath: references + "/reference.json"))
    let rows = try JSONDecoder().decode(ParsedJSON.self, from: data)["rows"]?.array ?? []
    return try #require(rows.first { $0["instance"]?.string == name }, "no reference for \(name)")
  }

  private func decision(
    _ name: String, by controller: String = "dto-ee-curvature", _ settings: [String: String]
  ) throws -> Decision {
    let problem = try InstanceFile.read(references + "/" + name)
    let entry = try ControllerEntry.named(controller)
    var chosen = entry.defaults
    for (key, value) in settings { try chosen.set(key, to: value) }
    return DecideReport.decision(on: problem, by: entry, settings: chosen)
  }

  /// The largest instance takes too long without optimisation; the release build decides it in CI.
  @Test(arguments: ["demo-delay.json", "demo-queue.json", "demo-light.json", "district-300.json"])
  func `fixed thresholds come within 0.5 percent of the certified optimum`(name: String) throws {
    let optimum = try #require(try reference(name)["optimum"]?["objective_s"]?.number)
    let decision = try decision(name, ["threshold_every": "0", "rounds": "2000"])
    let found = decision.predicted.objectiveSeconds
    #expect(found <= optimum * 1.005, "\(found / optimum - 1) above")
    #expect(found >= optimum * (1 - 1e-6), "below a certified optimum")
    #expect(decision.predicted.gapSeconds >= found - optimum, "the certificate bounds the distance")
    #expect(decision.history.count == decision.rounds + 1)
    for round in decision.history {
      #expect(round.gapSeconds >= round.objectiveSeconds - optimum - 1e-12, "in round \(round.round)")
    }
  }

  @Test(arguments: ["demo-delay.json", "demo-queue.json", "demo-light.json", "district-300.json"])
  func `exact local solves get there in fifty rounds`(name: String) throws {
    let optimum = try #require(try reference(name)["optimum"]?["objective_s"]?.number)
    let decision = try decision(name, by: "dto-ee-exact", ["threshold_every": "0", "rounds": "50"])
    #expect(decision.predicted.objectiveSeconds <= optimum * 1.005)
    #expect(decision.predicted.objectiveSeconds >= optimum * (1 - 1e-6), "below a certified optimum")
  }

  @Test(arguments: ["demo-delay.json", "demo-queue.json", "demo-light.json"])
  func `free thresholds come within 1 percent of the best known objective`(name: String) throws {
    let best = try #require(try reference(name)["joint_best_known_objective_s"]?.number)
    let found = try decision(name, ["rounds": "500"]).predicted.objectiveSeconds
    #expect(found <= best * 1.01, "\(found / best - 1) above")
  }

  @Test(arguments: ["demo-delay.json", "demo-queue.json", "demo-light.json"])
  func `the optimum is the certified one to a millionth, and no worse than the best known`(name: String)
    throws
  {
    let row = try reference(name)
    let optimum = try #require(row["optimum"]?["objective_s"]?.number)
    let fixed = try decision(name, by: "optimum", ["threshold_every": "0"])
    #expect(abs(fixed.predicted.objectiveSeconds / optimum - 1) <= 1e-6)
    let best = try #require(row["joint_best_known_objective_s"]?.number)
    let free = try decision(name, by: "optimum", [:])
    #expect(free.predicted.objectiveSeconds <= best * (1 + 1e-9))
  }
}
