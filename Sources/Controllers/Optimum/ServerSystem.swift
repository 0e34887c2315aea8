import EdgeModel

/// The Newton system of a `FlowModel` with arcs, sources and outflow prices eliminated: one unknown per server.
///
/// Every Newton step of the model is a weighted least-squares problem in prices: an arc of weight q joins the outflow price
/// ν of its tail to the inflow price y of its head, and a server of weight d = 1/N″ joins y to r ν. Each ν meets only
/// prices of heads and its own y: a star. Eliminating its centre leaves the edges w_a w_b / Σ w between its ends (the
/// star-mesh transform). These are sums of positive terms, so no digit is lost however far apart the weights are.
struct ServerSystem: Sendable {
  private var matrix: BlockTridiagonal
  private let deviceCount: Int
  private let layer: [Int]
  private let row: [Int]
  /// Σ_out q + r² d of each offloader: what is divided by when its price is eliminated.
  private(set) var starWeight: [Double]
  private var right: [Double]
  private var own: [Double]
  private var isTail: [Bool]
  /// The row of each arc's head in its block.
  private let column: [Int]
  /// Weights of a star's arcs before each.
  private var before: [Double]

  init(_ model: FlowModel) {
    let network = model.problem.network
    deviceCount = network.deviceCount
    let layers = network.layers.indices.dropFirst().map { network.nodes(of: $0) }
    matrix = BlockTridiagonal(size: layers.map(\.count))
    layer = network.layerOfNode.map { $0 - 1 }
    row = network.layers.indices.flatMap { Array(0..<network.nodes(of: $0).count) }
    starWeight = [Double](repeating: 0, count: model.tail.count)
    right = [Double](repeating: 0, count: network.nodeCount - network.deviceCount)
    own = [Double](repeating: 0, count: network.nodeCount)
    isTail = [Bool](repeating: false, count: network.nodeCount)
    for node in model.tail { isTail[node] = true }
    let rows = row
    column = model.head.map { rows[$0] }
    let degree = zip(model.first, model.first.dropFirst()).map { $1 - $0 }.max() ?? 0
    before = [Double](repeating: 0, count: degree)
  }

  /// Assembles and factors the matrix for arcs of weight `weight` (1/s per s of price) and servers of weight `stiffness`.
  mutating func factor(_ model: FlowModel, weight: [Double], stiffness: [Double]) {
    matrix.clear()
    for node in deviceCount..<layer.count {
      own[node] = isTail[node] ? 0 : stiffness[node]
    }
    for index in model.tail.indices {
      let node = model.tail[index]
      addStar(
        model, index, weight, loop: model.gain[node] * stiffness[node],
        block: layer[model.head[model.first[index]]])
    }
    for node in deviceCount..<layer.count {
      matrix.add(own[node], block: layer[node], row: row[node], column: row[node])
    }
    matrix.factor()
  }

  /// Adds the mesh of one offloader's star; `loop` is d r, its own edge.
  private mutating func addStar(
    _ model: FlowModel, _ index: Int, _ weight: [Double], loop: Double, block: Int
  ) {
    let node = model.tail[index], arcs = model.first[index]..<model.first[index + 1]
    let column = column
    var total = 0.0
    for a in arcs {
      before[a - arcs.lowerBound] = total
      total += weight[a]
    }
    let sum = total + loop * model.gain[node], inverse = 1 / sum
    starWeight[index] = sum
    var after = 0.0
    for a in arcs.reversed() {
      let share = weight[a] * inverse, head = model.head[a]
      // Its edges to all other heads: sums of positive terms.
      own[head] += share * (before[a - arcs.lowerBound] + after)
      after += weight[a]
      matrix.subtract(
        share, times: weight.span.extracting(arcs.lowerBound..<a), block: block, row: row[head],
        columns: column.span.extracting(arcs.lowerBound..<a))
      if loop > 0 {
        let edge = share * loop
        own[head] += edge * model.gain[node]
        matrix.couple(-edge, block: block - 1, row: row[head], column: row[node])
      }
    }
    if loop > 0 { own[node] += loop / model.gain[node] * total * inverse }
  }

  /// Solves for the changes of all prices.
  ///
  /// - Parameters:
  ///   - force: β: what drives flow onto each arc, in s.
  ///   - shortage: What each offloader must send more than it does, in 1/s, by offloader.
  ///   - inflowPrice: dy by node, written.
  ///   - outflowPrice: dν by offloader, written.
  mutating func solve(
    _ model: FlowModel, weight: [Double], stiffness: [Double], force: [Double], shortage: [Double],
    inflowPrice: inout [Double], outflowPrice: inout [Double]
  ) {
    for index in right.indices { right[index] = 0 }
    for index in model.tail.indices {
      let node = model.tail[index], arcs = model.first[index]..<model.first[index + 1]
      var sum = shortage[index]
      for a in arcs { sum -= weight[a] * force[a] }
      let price = sum / starWeight[index]
      outflowPrice[index] = price
      for a in arcs { right[model.head[a] - deviceCount] += weight[a] * (force[a] + price) }
      if node >= deviceCount { right[node - deviceCount] += stiffness[node] * model.gain[node] * price }
    }
    matrix.solve(&right)
    for index in right.indices { inflowPrice[deviceCount + index] = right[index] }
    for index in model.tail.indices {
      let node = model.tail[index], arcs = model.first[index]..<model.first[index + 1]
      var sum = node >= deviceCount ? stiffness[node] * model.gain[node] * inflowPrice[node] : 0
      for a in arcs { sum += weight[a] * inflowPrice[model.head[a]] }
      outflowPrice[index] += sum / starWeight[index]
    }
  }
}
