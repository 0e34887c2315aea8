import EdgeModel

/// A threshold that one node offers to move.
package struct ThresholdOffer: Sendable, Equatable {
  /// The node.
  package let node: Int
  /// The level it would move to, beside its own.
  package let level: Int
  /// What that saves at the prices as they are, in tasks.
  package let gain: Double

  /// The size of an offer in bytes: a gain and a direction.
  static let byteCount = 9
}

/// Tries thresholds a few at a time when all together have come to rest.
///
/// Model (13) with prices rising moves no node whose neighbours would spoil the gain by moving too. Once nothing moves by it,
/// nodes offer what the step to a neighbouring level would save at the prices as they are; J is at least this linear model,
/// so nodes without an offer cannot gain by moving alone. The coordinator lets the most promising move, and looks at J
/// after the next exchange, strategies as they were: lower, and the move stays; hopeless, and all go back to what they had kept;
/// between, and strategies get some rounds to follow. Groups shrink by half when they fail and double when they gain.
///
/// Needs an offer from every node that has one, and a verdict to each, in a round that tries.
struct ThresholdProbe: Sendable {
  private var tried: [ThresholdOffer] = []
  private var size = Int.max
  private var trial: Trial?
  /// Whether nothing is left that is worth trying.
  private(set) var isExhausted = false

  private struct Trial: Sendable {
    let group: ArraySlice<ThresholdOffer>
    /// J before, in s.
    let base: Double
    var age = 0
  }

  /// What becomes of a trial.
  enum Outcome: Sendable { case none, gained, open, failed }

  /// Whether a trial is going on.
  var isTrying: Bool { trial != nil }

  /// Whether strategies are to stay as they are in this round, so that J shows what the thresholds did.
  var holdsStrategies: Bool { trial?.age == 0 }

  /// What `objective`, in s, means for the trial that is going on.
  ///
  /// - Parameters:
  ///   - stationarity: What strategies could still gain of it by moving alone, in s.
  ///   - limit: The share by which a trial may be worse than what it began with.
  mutating func judge(_ objective: Double, stationarity: Double, limit: Double) -> Outcome {
    guard var trial else { return .none }
    self.trial = nil
    if objective < trial.base {
      tried = []
      size = min(2 * trial.group.count, size)
      return .gained
    }
    trial.age += 1
    let isHopeless = objective - stationarity >= trial.base || objective > trial.base * (1 + limit)
    if !isHopeless, trial.age <= Self.patience {
      self.trial = trial
      return .open
    }
    if trial.group.count == 1 { tried += trial.group } else { size = trial.group.count / 2 }
    return .failed
  }

  /// What to try next of `offers`, the most promising first; nothing where strategies have more to gain.
  ///
  /// - Parameters:
  ///   - objective: J in s.
  ///   - unilateralGain: What strategies could gain by moving alone, in tasks.
  ///   - worthwhile: What a group must promise, in tasks.
  mutating func next(
    _ offers: [ThresholdOffer], objective: Double, unilateralGain: Double, worthwhile: Double
  ) -> ArraySlice<ThresholdOffer> {
    let group = offers.filter { offer in !tried.contains { $0.node == offer.node && $0.level == offer.level }
    }
    .prefix(size)
    let promise = group.reduce(0) { $0 + $1.gain }
    isExhausted = promise <= worthwhile
    guard !isExhausted, unilateralGain <= Self.quiet * promise else { return [] }
    size = group.count
    trial = Trial(group: group, base: objective)
    return group
  }

  /// Rounds that strategies get to follow.
  private static let patience = 8
  /// The share of what a group promises that strategies may still have to gain.
  private static let quiet = 0.1
}
