internal import Controllers
internal import EdgeModel

/// What a round of `dto-ee-clearing` is made of.
enum RoundParts {
  /// A table of ms by part. A phase is the difference between markets of 8 and of 16 phases, over 8.
  static func table(_ problem: DecisionProblem) throws -> String {
    var search = try Search(problem, by: "dto-ee-clearing")
    for _ in 0..<20 { search.playRound() }
    let phases = ClearingStep.phases
    var exchange: [Double] = [], thresholds: [Double] = [], short: [Double] = [], long: [Double] = []
    for turn in 0..<40 {
      exchange.append(Timing.once { search.rounds.exchange() })
      thresholds.append(
        Timing.once { _ = search.rounds.updateThresholds(by: search.settings.thresholdSearch) })
      let count = turn.isMultiple(of: 2) ? phases : 2 * phases
      let took = Timing.once {
        search.rounds.updateStrategies(by: ClearingStep(stepSize: search.settings.stepSize, phases: count))
      }
      if turn.isMultiple(of: 2) { short.append(took) } else { long.append(took) }
    }
    let market = Timing.median(short), phase = (Timing.median(long) - market) / Double(phases)
    let rest = market - Double(phases + 1) * phase
    let rows = [
      ("exchange: flows forward, prices back", 1, Timing.median(exchange)),
      ("thresholds at all nodes, every level", 1, Timing.median(thresholds)),
      ("a phase of all markets: every offloader asks, every receiver answers", phases + 1, phase),
      ("opening the markets, and moving as far as it pays", 1, rest),
    ]
    var table = """
      A round of `dto-ee-clearing` holds one exchange, and of every layer's market \(phases + 1) phases (Model (16)); one thread.

      | part | times a round | ms each | ms a round | ns per arc |
      |---|---|---|---|---|

      """
    for (part, times, took) in rows {
      let round = Double(times) * took, perArc = 1e6 * took / Double(problem.network.arcCount)
      table +=
        "| \(part) | \(times) | \(Timing.shown(took, 3)) | \(Timing.shown(round, 3)) | \(Timing.shown(perArc, 1)) |\n"
    }
    return table + "\n"
  }
}
