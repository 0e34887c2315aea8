/// How an offloader turns the offers of its receivers into new probabilities.
///
/// | rule | messages per arc and round beside flows and prices | convergence at fixed thresholds |
/// |---|---|---|
/// | ``FixedStep`` | none | for η below a bound that falls as the load grows; diverges above |
/// | ``CurvatureStep`` | none | never diverged at η = 1; slow where many offloaders share receivers |
/// | ``ExactStep`` | a proposal and a grant | never diverged at η = 1; the fastest of the three |
package protocol StepRule: Sendable {
  /// Whether offloaders first propose a move and receivers answer with how much is proposed to them in all.
  var asksForGrants: Bool { get }
  /// Replaces the probabilities of `arcs`, one node's, given the offers of all arcs.
  func move(_ probability: inout [Double], arcs: Range<Int>, offers: [DTOOffloader.Offer])
}

extension StepRule {
  package var asksForGrants: Bool { false }
}

/// A rule that moves probability from every receiver to the best one, by some step of the price gap.
package protocol PairwiseStep: StepRule {
  /// The probability to move, before it is cut to what there is.
  ///
  /// - Parameters:
  ///   - gap: δ_ij − δ_ij*, positive, in s.
  ///   - steepness: That of both receivers together, in s; not negative.
  func step(gap: Double, steepness: Double) -> Double
}

extension PairwiseStep {
  /// Moves at most p_ij from every receiver j to the best one: Model (10), (11).
  package func move(_ probability: inout [Double], arcs: Range<Int>, offers: [DTOOffloader.Offer]) {
    guard let best = arcs.min(by: { offers[$0].price < offers[$1].price }) else { return }
    var elsewhere = 0.0
    for arc in arcs where arc != best {
      let gap = offers[arc].price - offers[best].price
      if gap > 0 {
        let steepness = offers[arc].steepness + offers[best].steepness
        probability[arc] -= min(probability[arc], step(gap: gap, steepness: steepness))
      }
      elsewhere += probability[arc]
    }
    probability[best] = max(0, 1 - elsewhere)
  }
}
