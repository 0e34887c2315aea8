import EdgeModel

/// The arcs of a block in rows of eight, every node's filled up with arcs that nobody uses: a row is one vector.
///
/// With k_a = θ δ̄ + N″_a o and z_a = k_a p_a − δ_a, the shares that minimise Model (16) at surcharges π are
/// max(0, z_a − π_a − μ)/k_a, with μ such that they sum to 1.
struct MarketRows: Sendable {
  /// Arcs in a row.
  static let width = SIMD8<Double>.scalarCount

  /// Rows of node n of the block are `first[n]..<first[n + 1]`.
  let first: [Int32]
  /// The receiver of each arc by its number in its layer; 0 for arcs that are none.
  let head: [SIMD8<Int32>]
  /// How many receivers there are.
  let receivers: Int
  /// z in s.
  private(set) var level: [SIMD8<Double>]
  /// 1/k in 1/s where links are queues, empty where it is the same for all arcs of a node.
  private var linkSoftness: [SIMD8<Double>]
  /// 1/k in 1/s by node, where links are delays.
  private var softness: [Double]

  /// What z is of an arc that is none: nobody would use it at any price.
  private static let never = -1e300
  /// k of an offloader to whom everything is free, in s: what it asks for stays finite.
  private static let leastStiffness = 1e-30

  /// The rows of the arcs out of `nodes` to `receivers`.
  init(_ nodes: Range<Int>, to receivers: Range<Int>, _ problem: DecisionProblem) {
    let network = problem.network
    var first: [Int32] = [0], head: [SIMD8<Int32>] = []
    for node in nodes {
      let arcs = network.arcs(from: node)
      for start in stride(from: arcs.lowerBound, to: arcs.upperBound, by: Self.width) {
        var row = SIMD8<Int32>()
        for arc in start..<min(start + Self.width, arcs.upperBound) {
          precondition(receivers.contains(network.head[arc]), "arc \(arc) ends outside the next layer")
          row[arc - start] = Int32(network.head[arc] - receivers.lowerBound)
        }
        head.append(row)
      }
      first.append(Int32(head.count))
    }
    (self.first, self.head, self.receivers) = (first, head, receivers.count)
    level = [SIMD8<Double>](repeating: SIMD8(repeating: Self.never), count: head.count)
    linkSoftness =
      problem.cost.linkModel == .delay ? [] : [SIMD8<Double>](repeating: .zero, count: head.count)
    softness = [Double](repeating: 0, count: nodes.count)
  }

  /// The number of rows of the node with most arcs.
  var longest: Int { zip(first, first.dropFirst()).map { Int($1 - $0) }.max() ?? 0 }

  /// Sets what every node of the block keeps through the phases of a round: z and 1/k.
  ///
  /// - Parameters:
  ///   - firstArc: Where the arcs of each node begin, and where the last one's end.
  ///   - share: p by arc of the block, as the two that follow: δ in s, and N″ o in s.
  ///   - reluctance: θ by node.
  ///   - caution: By how much all θ are raised.
  ///   - mean: Set to δ̄ in s by node.
  mutating func set(
    firstArc: Span<Int>, _ share: Span<Double>, _ price: Span<Double>, _ steepness: Span<Double>,
    _ reluctance: Span<Reluctance>, caution: Double, mean: inout MutableSpan<Double>
  ) {
    var levels = NodeBlock.take(&level), softnesses = NodeBlock.take(&softness)
    var links = NodeBlock.take(&linkSoftness)
    var level = levels.mutableSpan, softness = softnesses.mutableSpan, linkSoftness = links.mutableSpan
    let first = first
    for node in mean.indices {
      let begin = firstArc[node] - firstArc[0], end = firstArc[node + 1] - firstArc[0]
      var sum = SIMD8<Double>.zero, place = begin
      for _ in first[node]..<first[node + 1] {
        sum += Self.load(share, place, end, else: 0) * Self.load(price, place, end, else: 0)
        place += Self.width
      }
      mean[node] = sum.total
      let own = max(caution * reluctance[node].value * mean[node], Self.leastStiffness)
      softness[node] = 1 / own
      place = begin
      for row in Int(first[node])..<Int(first[node + 1]) {
        var stiffness = SIMD8(repeating: own)
        if !linkSoftness.isEmpty {
          stiffness += Self.load(steepness, place, end, else: 0)
          linkSoftness[row] = Self.load(steepness, place, end, else: .infinity)
          linkSoftness[row] = 1 / (own + linkSoftness[row])
        }
        level[row] =
          stiffness * Self.load(share, place, end, else: 0) - Self.load(price, place, end, else: -Self.never)
        place += Self.width
      }
    }
    (self.level, self.softness, self.linkSoftness) = (levels, softnesses, links)
  }

  /// The row of `column` that begins at `place`; `other` for arcs from `end` on, which are none.
  @inline(__always) private static func load(
    _ column: Span<Double>, _ place: Int, _ end: Int, else other: Double
  ) -> SIMD8<Double> {
    guard place &+ width <= end, end <= column.count else {
      var row = SIMD8(repeating: other)
      for lane in 0..<min(width, end - place) { row[lane] = column[place + lane] }
      return row
    }
    // Unchecked: from `place`, which was counted up from the beginning of a node, eight are left before the end.
    return unsafe SIMD8(
      column[unchecked: place], column[unchecked: place &+ 1], column[unchecked: place &+ 2],
      column[unchecked: place &+ 3], column[unchecked: place &+ 4], column[unchecked: place &+ 5],
      column[unchecked: place &+ 6], column[unchecked: place &+ 7])
  }

  /// 1/k of a row of `node`, in 1/s.
  @inline(__always) func softness(of node: Int, row: Int) -> SIMD8<Double> {
    linkSoftness.isEmpty ? SIMD8(repeating: softness[node]) : linkSoftness[row]
  }

  /// z − π of a row, in s.
  ///
  /// Unchecked by head: a column is as long as there are receivers, and every head was checked to be one of them.
  @inline(__always) func worth(_ row: Int, at surcharge: Span<Double>) -> SIMD8<Double> {
    level[row] - gathered(surcharge, row)
  }

  /// What stands in `column`, which is by receiver, for the arcs of a row; unchecked by head, as above.
  @inline(__always) private func gathered(_ column: Span<Double>, _ row: Int) -> SIMD8<Double> {
    assert(column.count == receivers)
    let head = head[row]
    return unsafe SIMD8(
      column[unchecked: Int(head[0])], column[unchecked: Int(head[1])], column[unchecked: Int(head[2])],
      column[unchecked: Int(head[3])], column[unchecked: Int(head[4])], column[unchecked: Int(head[5])],
      column[unchecked: Int(head[6])], column[unchecked: Int(head[7])])
  }

  /// Sets `values`, by arc of `node` and filled up to whole rows, to what stands in `column`, which is by receiver.
  @inline(__always) func gather(_ node: Int, _ column: Span<Double>, _ values: inout MutableSpan<Double>) {
    for row in 0..<(Int(first[node + 1]) - Int(first[node])) {
      Self.store(gathered(column, Int(first[node]) + row), in: &values, at: row)
    }
  }

  /// Sets `wanted`, by arc of `node` and filled up to whole rows, to the shares that it asked for last, made to sum to 1.
  ///
  /// - Parameters:
  ///   - price: μ in s.
  ///   - surcharge: In s by receiver, as it was when it asked.
  @inline(__always) func wish(
    _ node: Int, at price: Double, _ surcharge: Span<Double>, _ wanted: inout MutableSpan<Double>
  ) {
    let begin = Int(first[node]), count = Int(first[node + 1]) - begin
    var total = SIMD8<Double>.zero
    for row in 0..<count {
      let surplus = worth(begin + row, at: surcharge) - price
      let share = ArcUse(softness(of: node, row: begin + row), surplus: surplus).share
      Self.store(share, in: &wanted, at: row)
      total += share
    }
    let scale = 1 / total.total
    for index in 0..<(count * Self.width) { wanted[index] *= scale }
  }

  /// Sets row number `row` of `values`.
  @inline(__always) private static func store(
    _ vector: SIMD8<Double>, in values: inout MutableSpan<Double>, at row: Int
  ) {
    for lane in 0..<width { values[row * width + lane] = vector[lane] }
  }

  /// Tells the receivers of a row what an offloader that sends `outflow` in 1/s asks of them; unchecked by head, as above.
  @inline(__always) func tell(
    _ use: ArcUse, of row: Int, _ outflow: Double, _ demanded: inout MutableSpan<Demand>
  ) {
    assert(demanded.count == receivers)
    let head = head[row], flow = outflow * use.share, response = outflow * use.softness
    for lane in 0..<Self.width {
      unsafe demanded[unchecked: Int(head[lane])].add(flow[lane], response: response[lane])
    }
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    NodeBlock.bytes(first) + NodeBlock.bytes(head) + NodeBlock.bytes(level) + NodeBlock.bytes(linkSoftness)
      + NodeBlock.bytes(softness)
  }
}
