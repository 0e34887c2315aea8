package import Replay

/// Which decisions of a log are told.
package struct StoryFilter: Sendable {
  /// Only this controller; nil for all.
  package var controller: String?
  /// Only these slots; nil for all.
  package var epochs: ClosedRange<Int>?
  /// Only decisions that have something to say of this node, as `stage/number`; nil for all.
  package var node: String?

  /// A filter.
  package init(controller: String? = nil, epochs: ClosedRange<Int>? = nil, node: String? = nil) {
    (self.controller, self.epochs, self.node) = (controller, epochs, node)
  }

  /// Whether `record` is a decision to tell.
  package func admits(_ record: JSONValue) -> Bool {
    guard record["type"]?.string == "decision" else { return false }
    if let controller, record["controller"]?.string != controller { return false }
    if let epochs, !epochs.contains(Int(record["epoch"]?.number ?? -1)) { return false }
    if let node, !DecisionStory(record).mentions(node) { return false }
    return true
  }
}
