/// A fixed step that shrinks with the square root of the round: Model (10) with η/√round.
///
/// Needs the receivers' prices only. The steps add up to infinity and their size goes to 0, the classical condition of
/// subgradient methods: it settles whatever η is, in a time that may be of no use.
package struct DiminishingStep: PairwiseStep {
  /// η/√round in 1/s.
  package let stepSize: Double

  /// The rule in `round`, from 1, that began with `stepSize` per second of price gap.
  package init(stepSize: Double, round: Int) { self.stepSize = stepSize / Double(round).squareRoot() }

  package func step(gap: Double, steepness: Double) -> Double { stepSize * gap }
}
