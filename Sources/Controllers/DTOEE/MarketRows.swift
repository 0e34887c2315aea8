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
  /// θ δ̄ / k where links are queues, empty where links are delays: it is 1 for all arcs of a node then.
  private(set) var weights: [SIMD8<Double>]
  /// θ δ̄ in s by node.
  private var stiffness: [Double]

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
    weights = problem.cost.linkModel == .delay ? [] : [SIMD8<Double>](repeating: .zero, count: head.count)
    stiffness = [Double](repeating: 0, count: nodes.count)
  }

  /// The rows of `node` of the block.
  @inline(__always) func range(of node: Int) -> Range<Int> { Int(first[node])..<Int(first[node + 1]) }

  /// The number of rows of the node with most arcs.
  var longest: Int { zip(first, first.dropFirst()).map { Int($1 - $0) }.max() ?? 0 }

  /// Whether all arcs of a node are equally soft, as they are where links are delays.
  var isEven: Bool { weights.isEmpty }

  /// Sets what every node of the block keeps through the phases of a round: z, θ δ̄ and weights.
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
    var levels = NodeBlock.take(&level), owns = NodeBlock.take(&stiffness),
      weighting = NodeBlock.take(&weights)
    var level = levels.mutableSpan, stiffness = owns.mutableSpan, weights = weighting.mutableSpan
    let first = first
    for node in mean.indices {
      let begin = firstArc[node] - firstArc[0], end = firstArc[node + 1] - firstArc[0]
      var sum = SIMD8<Double>.zero, place = begin
      for _ in first[node]..<first[node + 1] {
        sum += share.row(place, end) * price.row(place, end)
        place += Self.width
      }
      mean[node] = sum.total
      let own = max(caution * reluctance[node].value * mean[node], Self.leastStiffness)
      stiffness[node] = own
      place = begin
      for row in Int(first[node])..<Int(first[node + 1]) {
        var all = SIMD8(repeating: own)
        if !weights.isEmpty {
          all += steepness.row(place, end)
          weights[row] = own / all
        }
        level[row] = all * share.row(place, end) - price.row(place, end, else: -Self.never)
        place += Self.width
      }
    }
    (self.level, self.stiffness, self.weights) = (levels, owns, weighting)
  }

  /// What the arcs of `row`, one of `node`, are used for at μ = `price` in s, given z − π in s.
  ///
  /// - Parameter isEven: What ``isEven`` says: as a constant it leaves no trace of weights.
  @inline(__always) func use(_ row: Int, isEven: Bool, _ worth: SIMD8<Double>, at price: Double) -> ArcUse {
    ArcUse(isEven ? SIMD8(repeating: 1) : weights[row], surplus: worth - price)
  }

  /// θ δ̄ of `node` in s, which is what its uses sum up to where its shares sum to 1.
  @inline(__always) func whole(of node: Int) -> Double { stiffness[node] }

  /// z − π of a row, in s.
  ///
  /// Unchecked by head: a column is as long as there are receivers, and every head was checked to be one of them.
  @inline(__always) func worth(_ row: Int, at surcharge: Span<Double>) -> SIMD8<Double> {
    level[row] - gathered(surcharge, row)
  }

  /// What stands in `column`, which is by receiver, for the arcs of a row; unchecked by head, as above.
  @inline(__always) func gathered(_ column: Span<Double>, _ row: Int) -> SIMD8<Double> {
    assert(column.count == receivers)
    let head = head[row]
    return unsafe SIMD8(
      column[unchecked: Int(head[0])], column[unchecked: Int(head[1])], column[unchecked: Int(head[2])],
      column[unchecked: Int(head[3])], column[unchecked: Int(head[4])], column[unchecked: Int(head[5])],
      column[unchecked: Int(head[6])], column[unchecked: Int(head[7])])
  }

  /// Tells the receivers of a row what an offloader that sends `outflow` in 1/s for a use of 1 s asks of them; unchecked by
  /// head, as above.
  @inline(__always) func tell(
    _ use: ArcUse, of row: Int, _ outflow: Double, _ demanded: inout MutableSpan<Demand>
  ) {
    assert(demanded.count == receivers)
    let head = head[row], flow = outflow * use.surplus, response = outflow * use.weight
    for lane in 0..<Self.width {
      unsafe demanded[unchecked: Int(head[lane])].add(flow[lane], response: response[lane])
    }
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    NodeBlock.bytes(first) + NodeBlock.bytes(head) + NodeBlock.bytes(level) + NodeBlock.bytes(weights)
      + NodeBlock.bytes(stiffness)
  }
}
