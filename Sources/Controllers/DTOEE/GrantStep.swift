/// A pairwise step scaled by what receivers grant: Model (12).
///
/// Needs a proposal and a grant per arc beside prices and W_j. Stable where ``CurvatureStep`` is, and faster where
/// proposals cancel out: the bound counts what is really proposed, not what could be.
package struct GrantStep: PairwiseStep {
  /// η, without unit.
  package let stepSize: Double

  /// A step of `stepSize` times the Newton step under the bound.
  package init(stepSize: Double) { self.stepSize = stepSize }

  package var asksForGrants: Bool { true }

  package func step(gap: Double, steepness: Double) -> Double { stepSize * gap / steepness }
}
