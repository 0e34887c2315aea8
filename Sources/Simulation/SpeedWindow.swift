/// The true speeds of all nodes during one slot, [start, end), as factors on their nominal speed: piecewise constant.
///
/// Compressed sparse rows as in `RateWindow`: the pieces of node j are `first[j]..<first[j + 1]`, in order of time, the
/// first at `start`. A node without pieces runs at its nominal speed.
package struct SpeedWindow: Sendable, Equatable, Codable {
  /// Where the slot begins.
  package let start: SimulationTime
  /// Where it ends; this instant belongs to the next slot.
  package let end: SimulationTime
  /// Where the pieces of each node begin; count nodes + 1.
  package let first: [Int]
  /// When each piece begins.
  package let time: [SimulationTime]
  /// The speed of each piece in millionths of the nominal speed; 0 is a node that has failed.
  package let millionths: [Int64]

  /// Nominal speed, in millionths.
  package static let nominal: Int64 = 1_000_000
  /// The largest factor on a node's nominal speed.
  package static let largestFactor = 1000.0

  /// The speeds of the slot [start, end) as columns.
  ///
  /// - Parameter factor: On the nominal speed, by piece; kept to a millionth.
  /// - Precondition: The slot is not empty; pieces are in order and inside it, the first of a node at `start`; factors
  ///   lie in 0...`largestFactor`. (Readers check this and say it in the user's words.)
  package init(
    start: SimulationTime, end: SimulationTime, first: [Int], time: [SimulationTime], factor: [Double]
  ) {
    self.start = start
    self.end = end
    self.first = first
    self.time = time
    millionths = factor.map { factor in
      precondition((0...Self.largestFactor).contains(factor), "a speed of \(factor) times the nominal one")
      return Int64((factor * Double(Self.nominal)).rounded())
    }
    checkShape()
  }

  /// Nominal speed of all of `nodeCount` nodes.
  package init(start: SimulationTime, end: SimulationTime, nodeCount: Int) {
    self.init(
      start: start, end: end, first: [Int](repeating: 0, count: nodeCount + 1), time: [], factor: [])
  }

  /// The number of nodes.
  package var nodeCount: Int { first.count - 1 }

  /// Whether `node` has speeds of its own here.
  package func varies(_ node: Int) -> Bool { first[node] < first[node + 1] }

  /// The speed of `node` at `time`, in millionths; before the slot the first of the slot.
  ///
  /// - Complexity: O(log pieces of the node).
  func millionths(of node: Int, at time: SimulationTime) -> Int64 {
    guard varies(node) else { return Self.nominal }
    var low = first[node], high = first[node + 1]
    while high - low > 1 {
      let middle = (low + high) / 2
      if self.time[middle] <= time { low = middle } else { high = middle }
    }
    return millionths[low]
  }

  private func checkShape() {
    precondition(start < end, "a slot must not be empty, got \(start.seconds) s to \(end.seconds) s")
    precondition(
      first.first == 0 && first.last == time.count && time.count == millionths.count,
      "columns of different length: \(first.last ?? -1), \(time.count), \(millionths.count)")
    for node in 0..<nodeCount where varies(node) {
      precondition(
        time[first[node]] == start, "the first speed of node \(node) is not at the start of the slot")
      for piece in (first[node] + 1)..<(first[node + 1] + 1) {
        let until = piece < first[node + 1] ? time[piece] : end
        precondition(time[piece - 1] < until, "the speeds of node \(node) are out of order")
      }
    }
  }
}
