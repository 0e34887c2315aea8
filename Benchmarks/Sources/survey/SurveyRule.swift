import Controllers
import EdgeModel

/// A step rule with a step size, as the survey tries it.
struct SurveyRule: Sendable {
  let rule: ControllerSettings.StepRuleName
  let size: Double

  /// Every rule with every size of the survey.
  static let all: [SurveyRule] = ControllerSettings.StepRuleName.allCases.flatMap { rule in
    let sizes =
      switch rule {
      case .fixed, .diminishing: [0.001, 0.01, 0.1, 1, 10, 100]
      case .curvature, .grant, .exact, .clearing: [0.25, 0.5, 1, 2, 4]
      }
    return sizes.map { SurveyRule(rule: rule, size: $0) }
  }

  /// What warm starts are tried with.
  static let warm = all.filter { $0.size == ($0.rule == .fixed || $0.rule == .diminishing ? 0.01 : 1) }

  /// What the survey recommends, and warm starts begin from.
  static let recommended = SurveyRule(rule: .clearing, size: 1)

  /// The controller that uses the rule.
  private var entry: ControllerEntry {
    switch rule {
    case .fixed, .diminishing: .dtoEE
    case .curvature, .grant: .dtoEECurvature
    case .exact: .dtoEEExact
    case .clearing: .dtoEEClearing
    }
  }

  /// J in s after every round from `plan`, or a cold start, the start first; the messages of a round; and the last plan.
  func run(
    _ problem: DecisionProblem, from plan: OffloadingPlan? = nil, thresholdsFree: Bool, rounds: Int
  ) -> (objectives: [Double], messages: Int, plan: OffloadingPlan) {
    var settings = entry.defaults
    (settings.stepRule, settings.stepSize) = (rule, size)
    (settings.rounds, settings.tolerance, settings.thresholdEvery) = (rounds, 0, thresholdsFree ? 1 : 0)
    var controller = DTOEE(
      network: problem.network, cost: problem.cost, settings: settings, recordsHistory: true,
      startingFrom: plan)
    let backlog = [Int](repeating: 0, count: problem.network.nodeCount)
    let decision = controller.decide(Observation(slot: 0, conditions: problem.conditions, backlog: backlog))
    return (
      decision.history.map(\.objectiveSeconds), decision.traffic.messages / rounds, decision.plan
    )
  }
}
