package import Simulation

/// Dropped tasks, counted by reason.
package struct DropCounts: Sendable, Equatable, Codable {
  /// By reason, in the order of `DropReason.allCases`.
  private var counts = [Int](repeating: 0, count: DropReason.allCases.count)

  /// None.
  package init() {}

  /// How many were dropped for `reason`.
  package subscript(reason: DropReason) -> Int {
    get { counts[DropReason.allCases.firstIndex(of: reason) ?? 0] }
    set { counts[DropReason.allCases.firstIndex(of: reason) ?? 0] = newValue }
  }

  /// How many in all.
  package var total: Int { counts.reduce(0, +) }

  /// Adds what other counts hold.
  package mutating func add(_ other: DropCounts) {
    for reason in counts.indices { counts[reason] += other.counts[reason] }
  }
}
