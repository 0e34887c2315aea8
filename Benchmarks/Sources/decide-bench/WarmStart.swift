internal import Controllers
internal import CounterRandom
internal import EdgeModel

/// Rounds and time from the plan of the slot before, when conditions have changed.
enum WarmStart {
  /// What changes from the slot before.
  enum Change: String, CaseIterable {
    case independent = "every rate and bandwidth by up to 10 %, independently"
    case independent20 = "every rate and bandwidth by up to 20 %, independently"
    case independent50 = "every rate and bandwidth by up to 50 %, independently"
    case surge = "every rate by up to 10 %, and the first quarter of the cells 30 % up"
    case crowd =
      "the first quarter of the cells 50 % up in rate and 50 % down in bandwidth, the rest by up to 10 %"

    /// By how much everything changes at most, as a share.
    var spread: Double {
      switch self {
      case .independent, .surge, .crowd: 0.1
      case .independent20: 0.2
      case .independent50: 0.5
      }
    }

    /// What the rates of the first quarter of the cells are multiplied by besides, and the bandwidths of their arcs.
    var quarter: (rate: Double, bandwidth: Double) {
      switch self {
      case .independent, .independent20, .independent50: (1, 1)
      case .surge: (1.3, 1)
      case .crowd: (1.5, 0.5)
      }
    }
  }

  private static let seeds: [UInt64] = [1, 2, 3]

  /// A table of rounds and ms by rule and change.
  static func table(_ problem: DecisionProblem) throws -> String {
    var table = """
      ## Warm start on city-2000

      Rounds and ms of the whole decision until J is within 0.5 % of the best found for the changed conditions (the least of
      500 rounds of every rule but the fixed step), from the plan of 500 rounds under the old ones.
      Target: 10 ms. – is not in 300 rounds.

      | change | seed | starts at | \(DecideBench.controllers.map { "`\($0)`" }.joined(separator: " | ")) |
      |---|---|---|\(DecideBench.controllers.map { _ in "---|" }.joined())

      """
    let before = try DecideBench.controllers.map { controller in
      // The fixed step is still far away after 500 rounds: it is given the plan of the exact one.
      let teacher = controller == "dto-ee" ? "dto-ee-exact" : controller
      return try Search.decide(problem, by: teacher, from: nil, rounds: 500).plan
    }
    for change in Change.allCases {
      for seed in seeds { table += try row(problem, before, change, seed) }
    }
    return table + "\n"
  }

  /// - Parameter before: The plan under the old conditions, by controller.
  private static func row(
    _ problem: DecisionProblem, _ before: [OffloadingPlan], _ change: Change, _ seed: UInt64
  ) throws -> String {
    let changed = changed(problem, change, seed)
    let best =
      try DecideBench.controllers.dropFirst().map { controller in
        var search = try Search(changed, by: controller)
        return search.objectives(rounds: 500).min() ?? .infinity
      }.min() ?? .infinity
    var start = 0.0
    let cells = try zip(DecideBench.controllers, before).map { controller, plan in
      var search = try Search(changed, by: controller, from: plan)
      let objectives = search.objectives(rounds: 300)
      start = objectives[0] / best - 1
      return try ColdStart.cell(changed, controller, from: plan, objectives, within: best * 1.005)
    }
    return
      "| \(change.rawValue) | \(seed) | +\(Timing.shown(100 * start, 1)) % | \(cells.joined(separator: " | ")) |\n"
  }

  /// `problem` in the slot after.
  static func changed(_ problem: DecisionProblem, _ change: Change, _ seed: UInt64) -> DecisionProblem {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    var changed = problem
    let devices = problem.network.deviceCount
    func factor(_ index: Int) -> Double { 1 + change.spread * (2 * random.uniform(UInt64(index)) - 1) }
    for device in 0..<devices {
      changed.conditions.arrivalRate[device] *=
        factor(device) * (device < devices / 4 ? change.quarter.rate : 1)
    }
    guard change != .surge else { return changed }
    for arc in 0..<problem.network.arcCount {
      let isInQuarter = problem.network.tail[arc] < devices / 4
      changed.conditions.transmissionSeconds[arc] /=
        factor(devices + arc) * (isInQuarter ? change.quarter.bandwidth : 1)
    }
    return changed
  }
}
