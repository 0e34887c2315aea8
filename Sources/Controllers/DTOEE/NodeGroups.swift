package import EdgeModel

/// The nodes of a block in groups of four, one to a lane: row k of a group holds arc number k of each of them.
///
/// What sums over the arcs of a node so is a sum of rows, and four nodes wait for one division.
package struct NodeGroups: Sendable {
  /// Nodes in a group.
  static let width = Row.scalarCount
  /// What an arc that is none takes or costs, in s: nobody would use it, and of nothing it takes nothing.
  static let never = 1e300
  /// The rows of group g are `firstRow[g]..<firstRow[g + 1]`: as many as the node with most has arcs, at least 1.
  private let firstRow: [Int32]
  /// Where the arcs of each node begin in columns by arc of the block, and where the last one's end.
  private let firstArc: [Int32]
  /// By group: how many arcs each of its nodes has; 0 where they differ, or are less than four.
  private let degree: [Int32]
  /// By row: the receiver of each arc by its number in its layer; 0 for arcs that are none.
  let head: [SIMD4<Int32>]
  /// How many receivers there are.
  let receivers: Int

  /// The groups of `nodes`, which send to `receivers`.
  package init(of nodes: Range<Int>, to receivers: Range<Int>, _ network: Network) {
    firstArc = (nodes.lowerBound...nodes.upperBound).map {
      Int32(network.firstArc[$0] - network.firstArc[nodes.lowerBound])
    }
    var firstRow: [Int32] = [0], degree: [Int32] = []
    for first in stride(from: 0, to: nodes.count, by: Self.width) {
      let counts = (first..<min(first + Self.width, nodes.count)).map { [firstArc] in
        firstArc[$0 + 1] - firstArc[$0]
      }
      let most = counts.max() ?? 0, isEven = counts.count == Self.width && counts.min() == most
      degree.append(isEven ? most : 0)
      firstRow.append((firstRow.last ?? 0) + max(1, most))
    }
    (self.firstRow, self.degree, self.receivers) = (firstRow, degree, receivers.count)
    var head = [SIMD4<Int32>](repeating: .zero, count: Int(firstRow.last ?? 0))
    for node in nodes {
      let (group, lane) = (node - nodes.lowerBound).quotientAndRemainder(dividingBy: Self.width)
      for (number, arc) in network.arcs(from: node).enumerated() {
        let receiver = network.head[arc]
        precondition(receivers.contains(receiver), "arc \(arc) ends outside the next layer")
        head[Int(firstRow[group]) + number][lane] = Int32(receiver - receivers.lowerBound)
      }
    }
    self.head = head
  }

  /// How many there are.
  package var count: Int { degree.count }
  /// How many rows there are.
  var rowCount: Int { Int(firstRow[count]) }
  /// The number of rows of the group with most.
  var longest: Int { (0..<count).map { rows(of: $0).count }.max() ?? 0 }
  /// The rows of a group.
  @inline(__always) package func rows(of group: Int) -> Range<Int> {
    Int(firstRow[group])..<Int(firstRow[group + 1])
  }

  /// The lanes of a group that stand for no node.
  @inline(__always) func emptyLanes(of group: Int) -> Range<Int> {
    min(Self.width, firstArc.count - 1 - group * Self.width)..<Self.width
  }

  /// Where arc `number` of the node in `lane` of a group stands in columns by arc of the block; nil if there is no such arc.
  private func place(_ group: Int, _ number: Int, lane: Int) -> Int? {
    let node = group * Self.width + lane
    guard node + 1 < firstArc.count else { return nil }
    let place = Int(firstArc[node]) + number
    return place < firstArc[node + 1] ? place : nil
  }

  /// Row `number` of a group out of `column`, which is by arc of the block; `other` for arcs that are none.
  @inline(__always) package func load(_ column: Span<Double>, _ group: Int, _ number: Int, else other: Double)
    -> Row
  {
    let stride = Int(degree[group]), first = Int(firstArc[group &* Self.width]) &+ number
    guard stride > 0, first &+ (Self.width &- 1) &* stride < column.count else {
      var row = Row(repeating: other)
      for lane in 0..<Self.width {
        if let place = place(group, number, lane: lane) { row[lane] = column[place] }
      }
      return row
    }
    // Unchecked: the last one is within the column.
    return unsafe Row(
      column[unchecked: first], column[unchecked: first &+ stride], column[unchecked: first &+ 2 &* stride],
      column[unchecked: first &+ 3 &* stride])
  }

  /// Sets row `number` of a group in `column`, which is by arc of the block.
  @inline(__always) package func store(
    _ row: Row, _ group: Int, _ number: Int, in column: inout MutableSpan<Double>
  ) {
    let stride = Int(degree[group]), first = Int(firstArc[group &* Self.width]) &+ number
    guard stride > 0, first &+ (Self.width &- 1) &* stride < column.count else {
      for lane in 0..<Self.width {
        if let place = place(group, number, lane: lane) { column[place] = row[lane] }
      }
      return
    }
    // Unchecked: the last one is within the column.
    for lane in 0..<Self.width { unsafe column[unchecked: first &+ lane &* stride] = row[lane] }
  }

  /// What stands in `column`, which is by receiver, for the arcs of a row.
  ///
  /// Unchecked by head: a column is as long as there are receivers, or longer, and every head was checked to be one of them.
  @inline(__always) package func gathered(_ column: Span<Double>, _ row: Int) -> Row {
    assert(column.count >= receivers)
    let head = head[row]
    return unsafe Row(
      column[unchecked: Int(head[0])], column[unchecked: Int(head[1])], column[unchecked: Int(head[2])],
      column[unchecked: Int(head[3])])
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    firstRow.byteCount + firstArc.byteCount + degree.byteCount + head.byteCount
  }
}
