extension DTORounds {
  /// Every offloader moves probability from the last exchange, by the rule that `settings` name.
  ///
  /// - Parameters:
  ///   - round: The round, from 1.
  ///   - caution: By how much moves are to be shortened, at least 1.
  ///   - gathersMomentum: Whether offloaders that keep moving the same way may go further; for ``ClearingStep``.
  package mutating func updateStrategies(
    by settings: ControllerSettings, round: Int, caution: Double = 1, gathersMomentum: Bool = false
  ) {
    let size = settings.stepSize / caution
    switch settings.stepRule {
    case .fixed: updateStrategies(by: FixedStep(stepSize: size))
    case .diminishing: updateStrategies(by: DiminishingStep(stepSize: size, round: round))
    case .curvature: updateStrategies(by: CurvatureStep(stepSize: size))
    case .grant: updateStrategies(by: GrantStep(stepSize: size))
    case .exact: updateStrategies(by: ExactStep(stepSize: size))
    case .clearing:
      updateStrategies(
        by: ClearingStep(stepSize: settings.stepSize, caution: caution, gathersMomentum: gathersMomentum))
    }
  }
}
