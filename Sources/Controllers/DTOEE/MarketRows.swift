import EdgeModel

/// What offloaders of a block keep through the phases of a round, in the rows of ``NodeGroups``.
///
/// With k_a = θ δ̄ + N″_a o and z_a = k_a p_a − δ_a, the shares that minimise Model (16) at surcharges π are
/// max(0, z_a − π_a − μ)/k_a, with μ such that they sum to 1. Lanes without an arc are never used, and those without a node
/// stand for one that sends nothing over one arc.
struct MarketRows: Sendable {
  let groups: NodeGroups
  /// How many receivers there are.
  let receivers: Int
  /// The receiver of each arc by its number in its layer; 0 for arcs that are none.
  let head: [SIMD4<Int32>]
  /// z in s.
  private var level: [Row]
  /// 1/k in 1/s where links are queues, empty where it is the same for all arcs of a node.
  private(set) var linkSoftness: [Row]
  /// 1/k in 1/s by group, where links are delays.
  private(set) var softness: [Row]

  /// What z is of an arc that is none: nobody would use it at any price.
  private static let never = -1e300
  /// k of an offloader to whom everything is free, in s: what it asks for stays finite.
  private static let leastStiffness = 1e-30

  /// The rows of the arcs out of `nodes` to `receivers`.
  init(_ nodes: Range<Int>, to receivers: Range<Int>, _ problem: DecisionProblem) {
    let network = problem.network, groups = NodeGroups(of: nodes, network)
    let firstArc = network.firstArc[nodes.lowerBound]
    var head: [SIMD4<Int32>] = []
    for group in 0..<groups.count {
      for number in 0..<groups.rows(of: group).count {
        var row = SIMD4<Int32>()
        for lane in 0..<NodeGroups.width {
          guard let place = groups.place(group, number, lane: lane) else { continue }
          let receiver = network.head[firstArc + place]
          precondition(receivers.contains(receiver), "arc \(firstArc + place) ends outside the next layer")
          row[lane] = Int32(receiver - receivers.lowerBound)
        }
        head.append(row)
      }
    }
    (self.groups, self.head, self.receivers) = (groups, head, receivers.count)
    level = [Row](repeating: Row(repeating: Self.never), count: head.count)
    linkSoftness = problem.cost.linkModel == .delay ? [] : [Row](repeating: .zero, count: head.count)
    softness = [Row](repeating: .zero, count: groups.count)
  }

  /// Sets what every node keeps through the phases of a round: z and 1/k.
  ///
  /// - Parameters:
  ///   - share: p by arc of the block, as the two that follow: δ in s, and N″ o in s.
  ///   - reluctance: θ by group.
  ///   - caution: By how much all θ are raised.
  ///   - mean: Set to δ̄ in s by group.
  mutating func set(
    _ share: Span<Double>, _ price: Span<Double>, _ steepness: Span<Double>, _ reluctance: Span<Reluctance>,
    caution: Double, mean: inout MutableSpan<Row>
  ) {
    let groups = groups
    var levels = NodeBlock.take(&level), softnesses = NodeBlock.take(&softness)
    var links = NodeBlock.take(&linkSoftness)
    var level = levels.mutableSpan, softness = softnesses.mutableSpan, linkSoftness = links.mutableSpan
    for group in mean.indices {
      let rows = groups.rows(of: group)
      mean[group] = .zero
      for (number, row) in rows.enumerated() {
        level[row] = groups.load(price, group, number, else: -Self.never)
        mean[group] += groups.load(share, group, number, else: 0) * level[row]
      }
      let own = (caution * reluctance[group].value * mean[group]).or(Row(repeating: Self.leastStiffness))
      softness[group] = 1 / own
      for (number, row) in rows.enumerated() {
        var stiffness = own
        if !linkSoftness.isEmpty {
          stiffness += groups.load(steepness, group, number, else: 0)
          linkSoftness[row] = 1 / stiffness
        }
        level[row] = stiffness * groups.load(share, group, number, else: 0) - level[row]
      }
      for lane in groups.emptyLanes(of: group) {
        softness[group][lane] = 1
        level[rows.lowerBound][lane] = 0
        if !linkSoftness.isEmpty { linkSoftness[rows.lowerBound][lane] = 1 }
      }
    }
    (self.level, self.softness, self.linkSoftness) = (levels, softnesses, links)
  }

  /// What the arcs of `row` of a group are used for at surcharges and μ that leave them worth `surplus`, in s.
  @inline(__always) func use(_ row: Int, of group: Int, surplus: Row) -> ArcUse {
    ArcUse(linkSoftness.isEmpty ? softness[group] : linkSoftness[row], surplus: surplus)
  }

  /// z − π of a row, in s.
  @inline(__always) func worth(_ row: Int, at surcharge: Span<Double>) -> Row {
    level[row] - gathered(surcharge, row)
  }

  /// What stands in `column`, which is by receiver, for the arcs of a row.
  ///
  /// Unchecked by head: a column is as long as there are receivers, or longer, and every head was checked to be one of them.
  @inline(__always) func gathered(_ column: Span<Double>, _ row: Int) -> Row {
    assert(column.count >= receivers)
    let head = head[row]
    return unsafe Row(
      column[unchecked: Int(head[0])], column[unchecked: Int(head[1])], column[unchecked: Int(head[2])],
      column[unchecked: Int(head[3])])
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    groups.byteCount + NodeBlock.bytes(head) + NodeBlock.bytes(level) + NodeBlock.bytes(linkSoftness)
      + NodeBlock.bytes(softness)
  }
}
