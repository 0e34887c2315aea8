internal import Controllers
internal import CounterRandom
internal import EdgeModel

/// Rounds and time from the plan of the slot before, when conditions have changed.
enum WarmStart {
  /// What changes from the slot before.
  enum Change: String, CaseIterable {
    case independent = "every rate and bandwidth by up to 10 %, independently"
    case surge = "every rate by up to 10 %, and the first quarter of the cells 30 % up"
  }

  private static let seeds: [UInt64] = [1, 2, 3]

  /// A table of rounds and ms by rule and change.
  static func table(_ problem: DecisionProblem) throws -> String {
    var table = """
      ## Warm start on city-2000

      Rounds and ms of the whole decision until J is within 0.5 % of the best found for the changed conditions (the least of
      500 rounds of `dto-ee-exact` and of `dto-ee-curvature`), from the plan of 500 rounds under the old ones.
      Target: 10 ms. – is not in 300 rounds.

      | change | seed | starts at | \(DecideBench.controllers.map { "`\($0)`" }.joined(separator: " | ")) |
      |---|---|---|\(DecideBench.controllers.map { _ in "---|" }.joined())

      """
    for change in Change.allCases {
      for seed in seeds { table += try row(problem, change, seed) }
    }
    return table + "\n"
  }

  private static func row(_ problem: DecisionProblem, _ change: Change, _ seed: UInt64) throws -> String {
    let changed = changed(problem, change, seed)
    let best =
      try ["dto-ee-exact", "dto-ee-curvature"].map { controller in
        var search = try Search(changed, by: controller)
        return search.objectives(rounds: 500).min() ?? .infinity
      }.min() ?? .infinity
    var starts: [Double] = []
    let cells = try DecideBench.controllers.map { controller in
      // The fixed step is still far away after 500 rounds: it is given the plan of the exact one.
      let teacher = controller == "dto-ee" ? "dto-ee-exact" : controller
      let plan = try Search.decide(problem, by: teacher, from: nil, rounds: 500).plan
      var search = try Search(changed, by: controller, from: plan)
      let objectives = search.objectives(rounds: 300)
      starts.append(objectives[0] / best - 1)
      return try ColdStart.cell(changed, controller, from: plan, objectives, within: best * 1.005)
    }
    let start = Timing.shown(100 * (starts.last ?? .nan), 1)
    return "| \(change.rawValue) | \(seed) | +\(start) % | \(cells.joined(separator: " | ")) |\n"
  }

  /// `problem` in the slot after.
  static func changed(_ problem: DecisionProblem, _ change: Change, _ seed: UInt64) -> DecisionProblem {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    var changed = problem
    let devices = problem.network.deviceCount
    for device in 0..<devices {
      changed.conditions.arrivalRate[device] *= 0.9 + 0.2 * random.uniform(UInt64(device))
      if change == .surge, device < devices / 4 { changed.conditions.arrivalRate[device] *= 1.3 }
    }
    guard change == .independent else { return changed }
    for arc in 0..<problem.network.arcCount {
      changed.conditions.transmissionSeconds[arc] /= 0.9 + 0.2 * random.uniform(UInt64(devices + arc))
    }
    return changed
  }
}
