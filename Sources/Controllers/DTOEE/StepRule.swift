/// How much probability an offloader moves from a receiver to its best one in a round.
package protocol StepRule: Sendable {
  /// The probability to move, before it is cut to what there is.
  ///
  /// - Parameters:
  ///   - gap: δ_ij − δ_ij*, positive, in s.
  ///   - steepness: W_j A_j + W_j* A_j* with the links' own curvature, in s; not negative.
  func step(gap: Double, steepness: Double) -> Double
}

/// A step in proportion to the price gap: Model (10). The usable η moves with the load.
///
/// Needs the receivers' prices only. Converges for η below a bound that falls as 1/N″ of the busiest receiver, and
/// oscillates or diverges above it.
package struct FixedStep: StepRule {
  /// η in 1/s.
  package let stepSize: Double

  /// A step of `stepSize` per second of price gap.
  package init(stepSize: Double) { self.stepSize = stepSize }

  package func step(gap: Double, steepness: Double) -> Double { stepSize * gap }
}

/// A step scaled by the receivers' curvature: Model (11). With η = 1 it needs no tuning.
///
/// Needs W_j and A_j beside the prices. The bound allows for all offloaders moving at once, so it is careful: it does
/// not diverge at η = 1, and it takes the more rounds the more offloaders share a receiver.
package struct CurvatureStep: StepRule {
  /// η, without unit.
  package let stepSize: Double

  /// A step of `stepSize` times the Newton step under the bound.
  package init(stepSize: Double) { self.stepSize = stepSize }

  package func step(gap: Double, steepness: Double) -> Double { stepSize * gap / steepness }
}
