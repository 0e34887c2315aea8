extension DTORounds {
  /// Every offloader moves probability from the last exchange, by the rule that `settings` name.
  ///
  /// - Parameter round: The round, from 1.
  package mutating func updateStrategies(by settings: ControllerSettings, round: Int) {
    let size = settings.stepSize
    switch settings.stepRule {
    case .fixed: updateStrategies(by: FixedStep(stepSize: size))
    case .diminishing: updateStrategies(by: DiminishingStep(stepSize: size, round: round))
    case .curvature: updateStrategies(by: CurvatureStep(stepSize: size))
    case .grant: updateStrategies(by: GrantStep(stepSize: size))
    case .exact: updateStrategies(by: ExactStep(stepSize: size))
    case .clearing: updateStrategies(by: ClearingStep(stepSize: size))
    }
  }
}
