import EdgeModel

/// What offloaders of a block keep through the phases of a round, in the rows of ``NodeGroups``.
///
/// With k_a = θ δ̄ + N″_a o and z_a = k_a p_a − δ_a, the shares that minimise Model (16) at surcharges π are
/// max(0, z_a − π_a − μ)/k_a, with μ such that they sum to 1. Lanes without an arc are never used, and those without a node
/// stand for one that sends nothing over one arc.
struct MarketRows: Sendable {
  let groups: NodeGroups
  /// z in s.
  private var level: [Row]
  /// 1/k in 1/s where links are queues, empty where it is the same for all arcs of a node.
  private(set) var linkSoftness: [Row]
  /// 1/k in 1/s by group, where links are delays.
  private(set) var softness: [Row]

  /// k of an offloader to whom everything is free, in s: what it asks for stays finite.
  private static let leastStiffness = 1e-30

  /// The rows of `groups`.
  init(_ groups: NodeGroups, _ linkModel: LinkModel) {
    self.groups = groups
    level = [Row](repeating: Row(repeating: -NodeGroups.never), count: groups.rowCount)
    linkSoftness = linkModel == .delay ? [] : [Row](repeating: .zero, count: groups.rowCount)
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
    var levels = level.take(), softnesses = softness.take()
    var links = linkSoftness.take()
    var level = levels.mutableSpan, softness = softnesses.mutableSpan, linkSoftness = links.mutableSpan
    for group in mean.indices {
      let rows = groups.rows(of: group)
      mean[group] = .zero
      for (number, row) in rows.enumerated() {
        level[row] = groups.load(price, group, number, else: NodeGroups.never)
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
    level[row] - groups.gathered(surcharge, row)
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    groups.byteCount + level.byteCount + linkSoftness.byteCount
      + softness.byteCount
  }
}
