import EdgeModel

/// What the offloaders of a block remember and do while the market of their layer clears: ``ClearingStep``, Model (16).
///
/// ``ExactStep/move(_:count:)`` finds the same shares from offers, and is the oracle.
struct Market: Sendable {
  private var rows: MarketRows
  /// μ in s by node, as found in the last phase.
  private var price: [Double]
  private var reluctance: [Reluctance]
  /// Where each strategy stood after the last move, by arc, without what momentum added.
  private var settled: [Double]
  private var momentum: [Momentum]
  /// What is asked of each receiver, in all.
  private(set) var demanded: [Demand]
  /// One node's working space, by row.
  private var work: [SIMD8<Double>]

  /// The market of `block`, whose offloaders begin with a reluctance of `reluctance`.
  init(of block: NodeBlock, _ problem: DecisionProblem, reluctance: Double) {
    rows = MarketRows(block.nodes, to: block.heads, problem)
    price = [Double](repeating: 0, count: block.nodes.count)
    self.reluctance = [Reluctance](repeating: Reluctance(value: reluctance), count: block.nodes.count)
    settled = block.probability
    momentum = [Momentum](repeating: Momentum(), count: block.nodes.count)
    demanded = [Demand](repeating: Demand(), count: block.heads.count)
    work = [SIMD8<Double>](repeating: .zero, count: rows.longest)
  }

  /// What each node's strategy and prices are stays as it is through the phases of a round.
  ///
  /// - Parameters:
  ///   - firstArc: Where the arcs of each node of the block begin, and where the last one's end.
  ///   - probability: p by arc of the block, as the two that follow: δ in s, and N″ o in s.
  ///   - caution: By how much all reluctances are raised.
  mutating func open(
    firstArc: Span<Int>, _ probability: [Double], _ price: [Double], _ steepness: [Double], caution: Double
  ) {
    let reluctance = reluctance
    var means = NodeBlock.take(&self.price)
    var mean = means.mutableSpan
    rows.set(
      firstArc: firstArc, probability.span, price.span, steepness.span, reluctance.span, caution: caution,
      mean: &mean)
    for node in mean.indices { mean[node] = -mean[node] }  // μ where all prices are the same
    self.price = means
  }

  /// Every offloader asks for the shares that are best for it at `surcharge`, in s by receiver.
  ///
  /// - Parameter total: o in 1/s by node.
  mutating func ask(_ total: [Double], at surcharge: Span<Double>) {
    precondition(surcharge.count == rows.receivers && total.count == price.count, "not of this market")
    if rows.isEven {
      ask(total.span, at: surcharge, isEven: true)
    } else {
      ask(total.span, at: surcharge, isEven: false)
    }
  }

  @inline(__always) private mutating func ask(_ total: Span<Double>, at surcharge: Span<Double>, isEven: Bool)
  {
    let rows = rows
    var demands = NodeBlock.take(&demanded), prices = NodeBlock.take(&price), columns = NodeBlock.take(&work)
    var demanded = demands.mutableSpan, price = prices.mutableSpan, worth = columns.mutableSpan
    for index in demanded.indices { demanded[index] = Demand() }
    for node in price.indices {
      let range = rows.range(of: node), whole = rows.whole(of: node), outflow = total[node] / whole
      if range.count == 1 {
        let row = range.lowerBound
        let use = rows.clear(row, isEven: isEven, rows.worth(row, at: surcharge), whole, from: &price[node])
        rows.tell(use, of: row, outflow, &demanded)
      } else {
        for row in range { worth[row - range.lowerBound] = rows.worth(row, at: surcharge) }
        rows.clear(range, isEven: isEven, worth.span, whole, from: &price[node])
        for row in range {
          let use = rows.use(row, isEven: isEven, worth[row - range.lowerBound], at: price[node])
          rows.tell(use, of: row, outflow, &demanded)
        }
      }
    }
    (self.demanded, self.price, work) = (demands, prices, columns)
  }

  /// Every offloader moves to what it asked for last at `asked`, or as far as it still gains when receivers charge
  /// `charged`, both in s by receiver, and with momentum somewhat further; the columns are those of `open`.
  mutating func settle(
    _ probability: inout [Double], _ price: [Double], _ steepness: [Double], firstArc: Span<Int>,
    asked: Span<Double>, charged: Span<Double>, gathersMomentum: Bool
  ) {
    precondition(asked.count == rows.receivers && charged.count == rows.receivers, "not of this market")
    let rows = rows, isEven = rows.isEven, mu = self.price
    var column = NodeBlock.take(&work), before = NodeBlock.take(&settled)
    var settled = before.mutableSpan, share = probability.mutableSpan, wanted = column.mutableSpan
    for node in mu.indices where firstArc[node + 1] - firstArc[node] > 1 {
      let arcs = (firstArc[node] - firstArc[0])..<(firstArc[node + 1] - firstArc[0])
      let move = MarketMove(arcs: arcs, rows: rows.range(of: node))
      move.wish(rows, isEven: isEven, mu[node], at: asked, &wanted)
      let slope = move.slopes(
        rows, isEven: isEven, from: share.span, to: wanted.span, cost: price.span, steepness: steepness.span,
        charged: charged)
      let length = slope.after <= 0 ? 1 : slope.before < 0 ? slope.before / (slope.before - slope.after) : 0
      reluctance[node].note(length: length)
      let backwards = move.go(length, from: share.span, to: &wanted, settled: settled.span)
      if gathersMomentum { momentum[node].note(isTurn: backwards > 0) } else { momentum[node].stop() }
      move.settle(at: wanted.span, further: momentum[node].share, &share, &settled)
    }
    (work, self.settled) = (column, before)
  }

  /// Every offloader stands at `probability`, by arc of the block, as if it had not moved yet.
  mutating func forgetMoves(_ probability: [Double]) {
    for place in settled.indices { settled[place] = probability[place] }
    for node in momentum.indices { momentum[node] = Momentum() }
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    rows.byteCount + NodeBlock.bytes(price) + NodeBlock.bytes(settled) + NodeBlock.bytes(momentum)
      + NodeBlock.bytes(reluctance) + NodeBlock.bytes(demanded)
      + NodeBlock.bytes(work)
  }
}
