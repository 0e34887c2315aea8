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
  private var worth: [SIMD8<Double>]
  /// The same by arc, filled up to whole rows.
  private var wanted: [Double], rise: [Double]

  /// The market of `block`, whose offloaders begin with a reluctance of `reluctance`.
  init(of block: NodeBlock, _ problem: DecisionProblem, reluctance: Double) {
    rows = MarketRows(block.nodes, to: block.heads, problem)
    price = [Double](repeating: 0, count: block.nodes.count)
    self.reluctance = [Reluctance](repeating: Reluctance(value: reluctance), count: block.nodes.count)
    settled = block.probability
    momentum = [Momentum](repeating: Momentum(), count: block.nodes.count)
    demanded = [Demand](repeating: Demand(), count: block.heads.count)
    worth = [SIMD8<Double>](repeating: .zero, count: rows.longest)
    wanted = [Double](repeating: 0, count: MarketRows.width * rows.longest)
    rise = wanted
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
    let rows = rows, first = rows.first.span
    var demands = NodeBlock.take(&demanded), prices = NodeBlock.take(&price), worths = NodeBlock.take(&worth)
    var demanded = demands.mutableSpan, price = prices.mutableSpan, worth = worths.mutableSpan
    for index in demanded.indices { demanded[index] = Demand() }
    for node in price.indices {
      let range = Int(first[node])..<Int(first[node + 1])
      if range.count == 1 {
        price[node] = Self.ask(
          rows, node, range.lowerBound, from: price[node], total[node], surcharge, &demanded)
      } else {
        price[node] = Self.ask(
          rows, node, range, from: price[node], total[node], surcharge, &demanded, &worth)
      }
    }
    (self.demanded, self.price, self.worth) = (demands, prices, worths)
  }

  // μ at which the shares of a node sum to 1: their sum is convex and piecewise linear in μ. Newton's method from where the
  // last phase ended takes a step, and one more for each time that a receiver comes or goes.

  /// `ask` of `node`, all of whose arcs stand in `row`: in registers from beginning to end.
  ///
  /// - Returns: μ.
  @inline(__always) private static func ask(
    _ rows: MarketRows, _ node: Int, _ row: Int, from old: Double, _ outflow: Double,
    _ surcharge: Span<Double>,
    _ demanded: inout MutableSpan<Demand>
  ) -> Double {
    let worth = rows.worth(row, at: surcharge), softness = rows.softness(of: node, row: row)
    var price = old, use = ArcUse(softness, surplus: worth - price)
    for _ in 0...MarketRows.width {
      guard let step = use.priceStep(dearest(worth, softness) - price) else { break }
      price += step
      use = ArcUse(softness, surplus: worth - price)
    }
    rows.tell(use, of: row, outflow, &demanded)
    return price
  }

  /// The same of a node whose arcs take up `range`.
  private static func ask(
    _ rows: MarketRows, _ node: Int, _ range: Range<Int>, from old: Double, _ outflow: Double,
    _ surcharge: Span<Double>, _ demanded: inout MutableSpan<Demand>,
    _ worth: inout MutableSpan<SIMD8<Double>>
  ) -> Double {
    for row in range { worth[row - range.lowerBound] = rows.worth(row, at: surcharge) }
    var price = old
    for _ in 0...(MarketRows.width * range.count) {
      var sum = ArcUse()
      for row in range {
        sum += ArcUse(rows.softness(of: node, row: row), surplus: worth[row - range.lowerBound] - price)
      }
      var most = -Double.infinity
      if sum.isNothing {
        for row in range {
          most = max(most, dearest(worth[row - range.lowerBound], rows.softness(of: node, row: row)))
        }
      }
      guard let step = sum.priceStep(most - price) else { break }
      price += step
    }
    for row in range {
      let use = ArcUse(rows.softness(of: node, row: row), surplus: worth[row - range.lowerBound] - price)
      rows.tell(use, of: row, outflow, &demanded)
    }
    return price
  }

  /// A μ at which one arc of a row would get everything, so that the sum is at least 1: where Newton's method begins anew
  /// when nothing is used.
  private static func dearest(_ worth: SIMD8<Double>, _ softness: SIMD8<Double>) -> Double {
    var dearest = -Double.infinity
    for lane in 0..<MarketRows.width where softness[lane] > 0 {
      dearest = max(dearest, worth[lane] - 1 / softness[lane])
    }
    return dearest
  }

  /// Every offloader moves to what it asked for last at `asked`, or as far as it still gains when receivers charge
  /// `charged`, both in s by receiver, and with momentum somewhat further; the columns are those of `open`.
  mutating func settle(
    _ probability: inout [Double], _ price: [Double], _ steepness: [Double], firstArc: Span<Int>,
    asked: Span<Double>, charged: Span<Double>, gathersMomentum: Bool
  ) {
    precondition(asked.count == rows.receivers && charged.count == rows.receivers, "not of this market")
    let rows = rows, mu = self.price
    var before = NodeBlock.take(&settled), wants = NodeBlock.take(&wanted), rises = NodeBlock.take(&rise)
    var settled = before.mutableSpan, wanted = wants.mutableSpan, rise = rises.mutableSpan
    var share = probability.mutableSpan
    for node in mu.indices where firstArc[node + 1] - firstArc[node] > 1 {
      let move = MarketMove(arcs: (firstArc[node] - firstArc[0])..<(firstArc[node + 1] - firstArc[0]))
      rows.wish(node, at: mu[node], asked, &wanted)
      rows.gather(node, charged, &rise)
      let slope = move.slopes(
        from: share.span, to: wanted.span, cost: price.span, steepness: steepness.span, rise: rise.span)
      let length = slope.after <= 0 ? 1 : slope.before < 0 ? slope.before / (slope.before - slope.after) : 0
      reluctance[node].note(length: length)
      let backwards = move.go(length, from: share.span, to: &wanted, settled: settled.span)
      if gathersMomentum { momentum[node].note(isTurn: backwards > 0) } else { momentum[node].stop() }
      move.settle(at: wanted.span, further: momentum[node].share, &share, &settled)
    }
    (self.settled, self.wanted, self.rise) = (before, wants, rises)
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
      + NodeBlock.bytes(worth) + NodeBlock.bytes(wanted) + NodeBlock.bytes(rise)
  }
}
