/// A step scaled by the receivers' curvature: Model (11). With η = 1 it needs no tuning.
///
/// Needs W_j and A_j beside the prices. The bound allows for all offloaders moving at once, so it is careful: it does
/// not diverge at η = 1, and it takes the more rounds the more offloaders share a receiver.
package struct CurvatureStep: PairwiseStep {
  /// η, without unit.
  package let stepSize: Double

  /// A step of `stepSize` times the Newton step under the bound.
  package init(stepSize: Double) { self.stepSize = stepSize }

  package func step(gap: Double, steepness: Double) -> Double { stepSize * gap / steepness }
}
