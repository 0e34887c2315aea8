package import EdgeModel

/// What a controller sees at the start of a slot, and all it sees.
///
/// Model section 7: rates as measured up to that instant and forecast from there, backlogs at that instant. The
/// reward of the slot before arrives by `Controller.receive(reward:)`.
package struct Observation: Sendable {
  /// The slot's number, from 0.
  package var slot: Int
  /// Forecast arrival rates, class mixes and transmission times of the slot; for a controller whose entry says
  /// `isClairvoyant`, the true means.
  package var conditions: Conditions
  /// Tasks waiting or in service at each node at the start of the slot.
  package var backlog: [Int]
  /// How many threads the decision may take; it must not depend on them.
  package var threads: Int
  /// The seed of what a controller draws; with the slot it fixes everything.
  package var seed: UInt64

  /// An observation of slot `slot`.
  package init(slot: Int, conditions: Conditions, backlog: [Int], threads: Int = 1, seed: UInt64 = 0) {
    self.threads = threads
    self.seed = seed
    self.slot = slot
    self.conditions = conditions
    self.backlog = backlog
  }
}
