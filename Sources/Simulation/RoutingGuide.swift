import EdgeModel

/// A table that says near where to look for the arc of a draw, so that a draw costs O(1) on average.
///
/// Chen & Asau, *On generating random variates from an empirical distribution*, AIIE Transactions 6 (1974): [0, 1) is
/// cut into at least as many equal cells as a node has arcs; each cell holds the first arc that a draw in it can fall
/// to. Cells are powers of two, so that the cell of a draw is its first bits and no rounding can move it.
struct RoutingGuide: Sendable, Codable {
  /// Where a node's cells are.
  struct Node: Sendable, Codable {
    /// Its first cell.
    var first: Int32
    /// The number of leading bits of a draw that number a cell, subtracted from 63.
    var shift: Int32
  }

  /// By node; no cells in the last layer.
  private(set) var nodes: [Node] = []
  /// The first arc that a draw in the cell can fall to.
  private(set) var firstArc: [Int32] = []
  /// An arc as a draw sees it.
  struct Arc: Sendable, Codable {
    /// The first 53-bit draw that falls beyond the arc: 2⁵³ times its cumulative probability, rounded up. A draw is
    /// k · 2⁻⁵³ with a whole k, so k < limit exactly if the draw is below the probability.
    var limit: UInt64
    /// The node at which it ends.
    var head: Int32
  }

  /// By arc.
  private(set) var outgoing: [Arc]
  private let arcs: [Range<Int>]

  /// The cells of `network`, of no use before the first update.
  init(_ network: Network) {
    outgoing = network.head.map { Arc(limit: .max, head: Int32($0)) }
    arcs = (0..<network.nodeCount).map { network.arcs(from: $0) }
    for range in arcs {
      var bits = 0
      while 1 << bits < range.count { bits += 1 }
      nodes.append(Node(first: Int32(firstArc.count), shift: Int32(63 - bits)))
      if !range.isEmpty { firstArc += [Int32](repeating: 0, count: 1 << bits) }
    }
  }

  /// Follows new cumulative probabilities by arc; the last of each node is above 1.
  ///
  /// - Complexity: O(arcs).
  mutating func update(_ cumulative: [Double]) {
    for arc in outgoing.indices {
      outgoing[arc].limit = cumulative[arc] < 2 ? UInt64((cumulative[arc] * 0x1p53).rounded(.up)) : .max
    }
    for (node, range) in arcs.enumerated() where !range.isEmpty {
      let count = 1 << (63 - Int(nodes[node].shift)), base = Int(nodes[node].first)
      var arc = range.lowerBound
      for cell in 0..<count {
        while cumulative[arc] <= Double(cell) / Double(count) { arc += 1 }
        firstArc[base + cell] = Int32(arc)
      }
    }
  }

  /// The cell of `node` that a draw of `bits` falls into.
  @inline(__always)
  static func cell(of bits: UInt64, _ node: Node) -> Int {
    Int(node.first) &+ Int(truncatingIfNeeded: (bits &>> 1) &>> UInt64(truncatingIfNeeded: node.shift))
  }
}
