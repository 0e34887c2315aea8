/// How much probability an offloader moves from a receiver to its best one in a round.
package protocol StepRule: Sendable {
  /// The probability to move, before it is cut to what there is.
  ///
  /// - Parameters:
  ///   - gap: δ_ij − δ_ij*, positive, in s.
  ///   - steepness: W_j A_j + W_j* A_j* with the links' own curvature, in s; not negative.
  func step(gap: Double, steepness: Double) -> Double
}
