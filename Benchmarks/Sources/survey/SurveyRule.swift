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

  /// J in s after every round from `plan`, the start first, and the messages of a round.
  func run(
    _ problem: DecisionProblem, from plan: OffloadingPlan, thresholdsFree: Bool, rounds: Int
  ) -> (objectives: [Double], messages: Int, plan: OffloadingPlan) {
    var settings = ControllerSettings()
    (settings.stepRule, settings.stepSize) = (rule, size)
    settings.thresholdSearch = rule == .exact || rule == .clearing ? .all : .neighbours
    var state = DTORounds(problem, from: plan)
    var objectives: [Double] = []
    for round in 1...rounds {
      state.exchange()
      objectives.append(state.evaluation().objectiveSeconds)
      if thresholdsFree { _ = state.updateThresholds(by: settings.thresholdSearch) }
      state.updateStrategies(by: settings, round: round)
    }
    objectives.append(state.evaluation().objectiveSeconds)
    return (objectives, state.traffic.messages / rounds, state.plan)
  }
}
