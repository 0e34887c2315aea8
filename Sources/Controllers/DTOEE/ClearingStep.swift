/// Exact local solves against prices at which the market of every layer clears: receivers raise and lower a surcharge
/// until what is asked of them fits the price they say.
///
/// What it needs beside flows and prices: ``phases`` times a proposal (a flow, and how fast it would fall with the price) and
/// a surcharge, per arc, and at last one proposal and one true surcharge, by which offloaders cut what would overshoot.
/// A receiver's surcharge is that of its own queue at the flow proposed, not of a quadratic: two offloaders who swap
/// receivers pay nothing, where ``ExactStep`` lets each move no more than its receivers could take from it alone.
///
/// Convergence at fixed thresholds: for a fixed reluctance and enough phases a proximal-point step on each layer, so the
/// objective falls; with few phases it is guarded by the cut, by ``Reluctance`` and, in a search, by ``Safeguard``, without which
/// nothing proves descent. ``Momentum`` carries on moves that keep their direction. See docs/survey.md.
package struct ClearingStep: StepRule {
  /// η, without unit: the first reluctance is ``Reluctance/first`` over it.
  package let stepSize: Double
  /// How often receivers answer with a surcharge before they answer as it is.
  package let clearingPhases: Int
  /// By how much all reluctances are raised, at least 1.
  package let caution: Double
  /// Whether offloaders that keep moving the same way go further each time.
  package let gathersMomentum: Bool
  private let solve = ExactStep(stepSize: 1)

  /// Surcharges asked for in a round.
  package static let phases = 8

  /// A rule with η = `stepSize`.
  ///
  /// - Parameters:
  ///   - caution: By how much all reluctances are raised in this round, at least 1.
  ///   - gathersMomentum: Whether offloaders that keep moving the same way go further each time.
  package init(
    stepSize: Double, phases: Int = Self.phases, caution: Double = 1, gathersMomentum: Bool = false
  ) {
    self.stepSize = stepSize
    clearingPhases = phases
    self.caution = caution
    self.gathersMomentum = gathersMomentum
  }

  package var firstReluctance: Double { Reluctance.first / stepSize }

  /// Minimises prices plus steepness over the simplex, as ``ExactStep`` does.
  package func move(_ offers: inout MutableSpan<DTOOffloader.Offer>, count: Int) {
    solve.move(&offers, count: count)
  }
}
