/// A fixed step that shrinks with the square root of the round: Model (10) with η/√round.
///
/// Needs the receivers' prices only. The steps add up to infinity and their size goes to 0, the classical condition of
/// subgradient methods: it settles whatever η is, in a time that may be of no use.
package struct DiminishingStep: PairwiseStep {
  /// η in 1/s, of the first round.
  package let stepSize: Double
  private var scale = 1.0

  /// A rule that begins with `stepSize` per second of price gap.
  package init(stepSize: Double) { self.stepSize = stepSize }

  package func inRound(_ round: Int) -> DiminishingStep {
    var step = self
    step.scale = 1 / Double(round).squareRoot()
    return step
  }

  package func step(gap: Double, steepness: Double) -> Double { stepSize * scale * gap }
}
