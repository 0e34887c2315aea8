internal import Controllers
internal import EdgeModel

/// The search of one controller, round by round, so that rounds can be timed and looked at alone.
struct Search {
  let settings: ControllerSettings
  var rounds: DTORounds
  private var played = 0

  /// The search of `controller` from `plan`, or from its cold start.
  init(
    _ problem: DecisionProblem, by controller: String, from plan: OffloadingPlan? = nil, threads: Int = 1
  ) throws {
    settings = try ControllerEntry.named(controller).defaults
    rounds = DTORounds(problem, from: plan ?? .uniform(on: problem.network), threads: threads)
  }

  /// One round with all that a decision does in it: exchange, reports, thresholds, strategies.
  mutating func playRound() {
    rounds.exchange()
    let report = rounds.reportProgress()
    precondition(report.number.isFinite)
    played += 1
    if settings.thresholdEvery > 0, played % settings.thresholdEvery == 0 {
      _ = rounds.updateThresholds(by: settings.thresholdSearch)
    }
    rounds.updateStrategies(by: settings, round: played)
  }

  /// J in s after every round, the start first.
  mutating func objectives(rounds count: Int) -> [Double] {
    var objectives = [rounds.evaluation().objectiveSeconds]
    for _ in 0..<count {
      playRound()
      objectives.append(rounds.evaluation().objectiveSeconds)
    }
    return objectives
  }

  /// A whole decision of `count` rounds: set up, rounds, the evaluation and the plan in the end.
  static func decide(
    _ problem: DecisionProblem, by controller: String, from plan: OffloadingPlan?, rounds count: Int,
    threads: Int = 1
  ) throws -> (plan: OffloadingPlan, predicted: Evaluation) {
    var search = try Search(problem, by: controller, from: plan, threads: threads)
    for _ in 0..<count { search.playRound() }
    return (search.rounds.plan, search.rounds.evaluation())
  }
}

/// Wall times.
enum Timing {
  /// The median of `count` times of `work` in ms.
  static func median(of count: Int = 20, _ work: () throws -> Void) rethrows -> Double {
    median(try (0..<count).map { _ in try once(work) })
  }

  /// The time of `work` in ms.
  static func once(_ work: () throws -> Void) rethrows -> Double {
    let took = try ContinuousClock().measure(work)
    return Double(took.components.attoseconds) / 1e15 + Double(took.components.seconds) * 1e3
  }

  /// The median of `times`.
  static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  /// A number with `digits` decimals.
  static func shown(_ number: Double, _ digits: Int = 2) -> String {
    var unit = 1.0
    for _ in 0..<digits { unit *= 10 }
    let whole = Int((abs(number) * unit).rounded())
    let text = String(repeating: "0", count: max(0, digits + 1 - String(whole).count)) + String(whole)
    let sign = number < 0 ? "-" : ""
    return digits == 0 ? sign + text : sign + text.dropLast(digits) + "." + text.suffix(digits)
  }
}
