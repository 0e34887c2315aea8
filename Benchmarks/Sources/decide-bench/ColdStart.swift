internal import Controllers
internal import EdgeModel

/// Rounds and time from an equal split to within some distance of the best known objective, thresholds free.
enum ColdStart {
  /// The most rounds looked at.
  private static let most = 1000

  /// A table of rounds and ms by rule and distance.
  static func table(_ problem: DecisionProblem, best: Double) throws -> String {
    var table = """
      ## Cold start on city-2000

      Rounds and ms of the whole decision until J is within a distance of the best known, \(best) s, thresholds free.
      Targets: 30 ms to 1 %, 80 ms to 0.1 %. – is not in \(most) rounds.

      | rule | 5 % | 1 % | 0.1 % | nearest |
      |---|---|---|---|---|

      """
    for controller in DecideBench.controllers {
      var search = try Search(problem, by: controller)
      let objectives = search.objectives(rounds: most)
      let cells = try [0.05, 0.01, 0.001].map { distance in
        try cell(problem, controller, from: nil, objectives, within: best * (1 + distance))
      }
      let nearest = (objectives.min() ?? .nan) / best - 1
      table +=
        "| `\(controller)` | \(cells.joined(separator: " | ")) | \(Timing.shown(100 * nearest, 3)) % |\n"
    }
    return table + "\n"
  }

  /// Rounds and ms until the objective is at most `goal`.
  static func cell(
    _ problem: DecisionProblem, _ controller: String, from plan: OffloadingPlan?, _ objectives: [Double],
    within goal: Double
  ) throws -> String {
    guard let rounds = objectives.firstIndex(where: { $0 <= goal }) else { return "–" }
    let took = try Timing.median {
      let decision = try Search.decide(problem, by: controller, from: plan, rounds: rounds)
      precondition(decision.predicted.objectiveSeconds <= goal * (1 + 1e-9))
    }
    return "\(rounds) rounds, \(Timing.shown(took, 1)) ms"
  }
}
