/// What a study minimises, and what a setting must keep to.
package struct Goal: Sendable, Equatable {
  /// A measured quantity, the mean over all replays of a trial.
  package enum Quantity: String, Sendable, CaseIterable {
    /// J = mean delay + κ × share of wrong answers, in s, κ the scenario's.
    case objective
    /// Mean delay in s.
    case delay
    /// Messages between neighbours per slot.
    case messages
  }

  /// What is minimised.
  package let quantity: Quantity
  /// The least share of right answers, in every replay.
  package let accuracyFloor: Double?
  /// The largest mean delay in s, in every replay.
  package let delayCeilingSeconds: Double?

  /// By how much `measured` breaks what it must keep to, as shares of the limits, added up; 0 when it keeps to all.
  func violation(_ measured: Measured) -> Double {
    var sum = 0.0
    if let accuracyFloor { sum += max(0, 1 - (measured.accuracy ?? 0) / accuracyFloor) }
    if let delayCeilingSeconds {
      sum += max(0, (measured.delaySeconds ?? .infinity) / delayCeilingSeconds - 1)
    }
    return sum
  }
}
