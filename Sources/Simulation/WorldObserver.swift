/// Whoever wants to know what happens in the world: a hop log, a histogram, a test.
///
/// Calls come in batches, so that an observer that only counts costs nothing per visit. The engine `events` tells
/// everything in order of (time, task). The engine `layers` tells visits of one node in the order in which they
/// leave it, and everything of one window before the next; an observer that needs more order sorts.
package protocol WorldObserver {
  /// Whether `visited` is wanted at all.
  var keepsVisits: Bool { get }
  /// Nodes have finished with tasks, or dropped them; all times of the visits are known.
  mutating func visited(_ visits: [Visit])
  /// Tasks have left the network.
  mutating func completed(_ tasks: [CompletedTask])
  /// Tasks were dropped.
  mutating func dropped(_ tasks: [DroppedTask])
}
