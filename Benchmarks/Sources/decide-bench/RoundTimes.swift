internal import Controllers
internal import EdgeModel

/// What one round takes.
enum RoundTimes {
  /// A table of ms per round by rule, with and without the evaluation that a history asks for.
  static func table(_ problem: DecisionProblem) throws -> String {
    var table = """
      ## One round on city-2000 (\(problem.network.arcCount) arcs)

      Target: at most 0.5 ms. A round is an exchange, the reports, thresholds at all nodes and a move of all offloaders.

      | rule | ms per round | with the evaluation of a history |
      |---|---|---|

      """
    for controller in DecideBench.controllers {
      var search = try Search(problem, by: controller)
      for _ in 0..<20 { search.playRound() }
      let round = Timing.median { search.playRound() }
      let watched = Timing.median {
        search.playRound()
        precondition(search.rounds.evaluation().objectiveSeconds > 0)
      }
      table += "| `\(controller)` | \(Timing.shown(round, 3)) | \(Timing.shown(watched, 3)) |\n"
    }
    return table + "\n"
  }
}
