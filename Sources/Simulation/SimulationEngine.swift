/// How a world works out what happens: two engines, one meaning.
///
/// Both give every task the same draws, the same times and the same end, to the nanosecond.
///
/// | engine | how | time for *n* visits, *m* tasks in flight | memory |
/// |---|---|---|---|
/// | `events` | one event at a time from a heap, in order of (time, task) | O(*n* log *m*) | O(network + *m*) |
/// | `layers` | one layer after the other, all visits of a short window at once | O(*n*), if times are spread | O(network + *m*) |
///
/// `layers` needs routing that does not look at queues, which holds for every plan of a slot; `events` is the
/// reference it is tested against, and what dispatch by queues runs on.
package enum SimulationEngine: String, Sendable, Codable, CaseIterable {
  /// The event heap.
  case events
  /// Lindley's recursion, layer by layer.
  case layers
}
