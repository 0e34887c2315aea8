/// The true rates of all links during one slot, [start, end): piecewise constant per arc.
///
/// Compressed sparse rows: the pieces of arc a are `first[a]..<first[a + 1]`, in order of time. The first piece of
/// each arc begins at `start`, each holds until the next one or `end`.
package struct RateWindow: Sendable, Equatable {
  /// Where the slot begins.
  package let start: SimulationTime
  /// Where it ends; this instant belongs to the next slot.
  package let end: SimulationTime
  /// Where the pieces of each arc begin; count arcs + 1.
  package let first: [Int]
  /// When each piece begins.
  package let time: [SimulationTime]
  /// The rate of each piece in bit/s, finite; 0 is an outage.
  package let bitsPerSecond: [Double]

  /// The rates of the slot [start, end) as columns.
  ///
  /// - Precondition: The slot is not empty; every arc has a piece, the first at `start`, the others later, in order
  ///   and before `end`; rates are finite and not negative. (Readers check this and say it in the user's words.)
  /// - Complexity: O(pieces).
  package init(
    start: SimulationTime, end: SimulationTime, first: [Int], time: [SimulationTime], bitsPerSecond: [Double]
  ) {
    self.start = start
    self.end = end
    self.first = first
    self.time = time
    self.bitsPerSecond = bitsPerSecond
    checkShape()
  }

  /// Rates that hold for the whole slot, by arc.
  package init(start: SimulationTime, end: SimulationTime, bitsPerSecond: [Double]) {
    self.init(
      start: start, end: end, first: Array(0...bitsPerSecond.count),
      time: [SimulationTime](repeating: start, count: bitsPerSecond.count), bitsPerSecond: bitsPerSecond)
  }

  /// The number of arcs.
  package var arcCount: Int { first.count - 1 }

  private func checkShape() {
    precondition(start < end, "a slot must not be empty, got \(start.seconds) s to \(end.seconds) s")
    precondition(
      first.first == 0 && first.last == time.count && time.count == bitsPerSecond.count,
      "columns of different length: \(first.last ?? -1), \(time.count), \(bitsPerSecond.count)")
    if !isInOrder { findDisorder() }
    if !ratesAreFinite {
      for rate in bitsPerSecond { precondition(rate >= 0 && rate.isFinite, "a rate of \(rate) bit/s") }
    }
  }

  // Both checks run over whole columns without a branch, for a city has tens of thousands of pieces in a slot.

  /// Whether all arcs have pieces from `start` on, in order and before `end`: then no time but that of an arc's first piece
  /// follows one that is not before it.
  private var isInOrder: Bool {
    let first = first.span, time = time.span
    var faults = 0, turns = 0
    for arc in 0..<arcCount {
      let begin = first[arc]
      guard begin >= 0, begin < first[arc + 1], first[arc + 1] <= time.count else { return false }
      faults += time[begin] == start ? 0 : 1
    }
    for piece in 1..<max(1, time.count) {
      turns += time[piece - 1] < time[piece] ? 0 : 1
      faults += time[piece] < end ? 0 : 1
    }
    return faults == 0 && turns == max(0, arcCount - 1)
  }

  private var ratesAreFinite: Bool {
    var faults = 0
    for rate in bitsPerSecond { faults += rate >= 0 && rate <= .greatestFiniteMagnitude ? 0 : 1 }
    return faults == 0
  }

  /// Names what is out of order.
  private func findDisorder() {
    for arc in 0..<arcCount {
      precondition(first[arc] < first[arc + 1], "arc \(arc) has no rate")
      precondition(time[first[arc]] == start, "the first rate of arc \(arc) is not at the start of the slot")
      for piece in (first[arc] + 1)..<(first[arc + 1] + 1) {
        let until = piece < first[arc + 1] ? time[piece] : end
        precondition(time[piece - 1] < until, "the rates of arc \(arc) are out of order")
      }
    }
    preconditionFailure("the rates of the slot are out of order")
  }
}
