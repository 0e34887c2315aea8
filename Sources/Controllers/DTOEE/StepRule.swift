/// How an offloader turns the offers of its receivers into new probabilities.
///
/// | rule | messages per arc and round beside flows and prices | convergence at fixed thresholds |
/// |---|---|---|
/// | ``FixedStep`` | none | for η below a bound that falls as the load grows; diverges above |
/// | ``CurvatureStep`` | none | never diverged at η = 1; slow where many offloaders share receivers |
/// | ``DiminishingStep`` | none | settles for any η, slowly |
/// | ``GrantStep`` | a proposal and a grant | as the curvature step, faster where moves cancel out |
/// | ``ExactStep`` | a proposal and a grant | rarely rises at η = 1; slow where offloaders would have to swap receivers |
/// | ``ClearingStep`` | nine proposals and surcharges | the fastest; see docs/survey.md |
package protocol StepRule: Sendable {
  /// Whether offloaders first propose a move and receivers answer with how much is proposed to them in all.
  var asksForGrants: Bool { get }
  /// How often receivers answer proposals with a surcharge before anybody moves; 0 for rules without a market.
  var clearingPhases: Int { get }
  /// The reluctance that a market begins with.
  var firstReluctance: Double { get }
  /// By how much reluctances are raised; 1 is not at all.
  var caution: Double { get }
  /// Whether offloaders that move the same way again go further each time.
  var gathersMomentum: Bool { get }
  /// Replaces the probabilities of the first `count` of `offers`, one node's.
  ///
  /// Prices and steepnesses are working space: what they hold afterwards means nothing.
  func move(_ offers: inout MutableSpan<DTOOffloader.Offer>, count: Int)
}

extension StepRule {
  package var asksForGrants: Bool { false }
  package var clearingPhases: Int { 0 }
  package var firstReluctance: Double { 0 }
  package var caution: Double { 1 }
  package var gathersMomentum: Bool { false }
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
  package func move(_ offers: inout MutableSpan<DTOOffloader.Offer>, count: Int) {
    guard count > 0 else { return }
    var best = 0
    for index in 1..<count where offers[index].price < offers[best].price { best = index }
    let cheapest = offers[best]
    var elsewhere = 0.0
    for index in 0..<count where index != best {
      let offer = offers[index], gap = offer.price - cheapest.price
      let step = gap > 0 ? step(gap: gap, steepness: offer.steepness + cheapest.steepness) : 0
      let kept = offer.probability - min(offer.probability, step)
      offers[index].probability = kept
      elsewhere += kept
    }
    offers[best].probability = max(0, 1 - elsewhere)
  }
}
