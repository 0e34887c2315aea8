/// A step in proportion to the price gap: Model (10). The usable η moves with the load.
///
/// Needs the receivers' prices only. Converges for η below a bound that falls as 1/N″ of the busiest receiver, and
/// oscillates or diverges above it.
package struct FixedStep: PairwiseStep {
  /// η in 1/s.
  package let stepSize: Double

  /// A step of `stepSize` per second of price gap.
  package init(stepSize: Double) { self.stepSize = stepSize }

  package func step(gap: Double, steepness: Double) -> Double { stepSize * gap }
}
