/// Exact local solves against prices at which the market of every layer clears: receivers raise and lower a surcharge
/// until what is asked of them fits the price they say.
///
/// What it needs beside flows and prices: ``phases`` times a proposal (a flow, and how fast it would fall with the price) and
/// a surcharge, per arc, and at last one proposal and one true surcharge, by which offloaders cut what would overshoot.
/// A receiver's surcharge is that of its own queue at the flow proposed, not of a quadratic: two offloaders who swap
/// receivers pay nothing, where ``ExactStep`` lets each move no more than its receivers could take from it alone.
///
/// Convergence at fixed thresholds: for a fixed reluctance and enough phases a proximal-point step on each layer, so the
/// objective falls; with few phases it is safeguarded by the cut and by ``Reluctance``, not proved. See docs/survey.md.
package struct ClearingStep: StepRule {
  /// η, without unit: the first reluctance is ``Reluctance/first`` over it.
  package let stepSize: Double
  /// How often receivers answer with a surcharge before they answer as it is.
  package let clearingPhases: Int
  private let solve = ExactStep(stepSize: 1)

  /// Surcharges asked for in a round.
  package static let phases = 8

  /// A rule with η = `stepSize`.
  package init(stepSize: Double, phases: Int = Self.phases) {
    self.stepSize = stepSize
    clearingPhases = phases
  }

  package var firstReluctance: Double { Reluctance.first / stepSize }

  /// Minimises prices plus steepness over the simplex, as ``ExactStep`` does.
  package func move(_ offers: inout MutableSpan<DTOOffloader.Offer>, count: Int) {
    solve.move(&offers, count: count)
  }
}

/// How dear an offloader holds its own strategy: the rise of its price, as a share of its mean price, per unit of
/// probability moved. It falls while moves turn out well and rises when they overshoot (Levenberg, Marquardt). Needs no
/// message.
struct Reluctance: Sendable {
  /// Where it begins at η = 1: a receiver that is dearer by a third of the mean price gives up a tenth.
  static let first = 3.0
  private static let least = 0.1, most = 100.0
  private(set) var value: Double

  /// Takes in whether the last move went past its best.
  mutating func note(overshot: Bool) {
    value = overshot ? min(Self.most, 2 * value) : max(Self.least, 0.7 * value)
  }
}
