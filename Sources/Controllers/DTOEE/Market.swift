import EdgeModel

/// What the offloaders of a block remember and do while the market of their layer clears: ``ClearingStep``, Model (16).
struct Market: Sendable {
  private var rows: MarketRows
  /// μ in s by group of nodes, as found in the last phase.
  private var price: [Row]
  /// By group, as the momentum.
  private var reluctance: [Reluctance]
  private var momentum: [Momentum]
  /// Where each strategy stood after the last move, by row, without what momentum added.
  private var settled: [Row]
  /// What is asked of each receiver, in all.
  private(set) var demanded: [Demand]
  /// One group's working space, by row: z − π in s.
  private var worth: [Row]
  /// The same: how what is asked for responds, and q in the end.
  private var wanted: [Row]

  /// The market of `block`, whose offloaders begin with a reluctance of `reluctance`.
  init(of block: NodeBlock, _ problem: DecisionProblem, reluctance: Double) {
    let groups = block.alike?.groups ?? NodeGroups(of: block.nodes, to: block.heads, problem.network)
    rows = MarketRows(groups, problem.cost.linkModel)
    price = [Row](repeating: .zero, count: groups.count)
    self.reluctance = [Reluctance](
      repeating: Reluctance(value: Row(repeating: reluctance)), count: groups.count)
    momentum = [Momentum](repeating: Momentum(), count: groups.count)
    settled = [Row](repeating: .zero, count: groups.rowCount)
    demanded = [Demand](repeating: Demand(), count: block.heads.count)
    worth = [Row](repeating: .zero, count: groups.longest)
    wanted = worth
    forgetMoves(block.probability)
  }

  /// What each node's strategy and prices are stays as it is through the phases of a round.
  ///
  /// - Parameters:
  ///   - probability: p by arc of the block, as the two that follow: δ in s, and N″ o in s.
  ///   - caution: By how much all reluctances are raised.
  mutating func open(_ probability: [Double], _ price: [Double], _ steepness: [Double], caution: Double) {
    let reluctance = reluctance
    var means = self.price.take()
    var mean = means.mutableSpan
    rows.set(
      probability.span, price.span, steepness.span, reluctance.span, caution: caution, mean: &mean)
    for group in mean.indices { mean[group] = -mean[group] }  // μ where all prices are the same
    self.price = means
  }

  /// Every offloader asks for the shares that are best for it at `surcharge`, in s by receiver.
  ///
  /// - Parameters:
  ///   - total: o in 1/s by node.
  ///   - isLast: Whether it moves to what it asks for: shares that need not sum to 1 before do so then.
  mutating func ask(_ total: [Double], at surcharge: Span<Double>, isLast: Bool) {
    precondition(surcharge.count >= rows.groups.receivers, "not of this market")
    let rows = rows
    var demands = demanded.take(), prices = price.take()
    var worths = worth.take(), responses = wanted.take()
    var demanded = demands.mutableSpan, price = prices.mutableSpan
    var worth = worths.mutableSpan, response = responses.mutableSpan
    for index in demanded.indices { demanded[index] = Demand() }
    for group in price.indices {
      rows.ask(
        group, at: surcharge, &price[group], isLast: isLast,
        total.span.vector(group * NodeGroups.width, else: 0), &worth, &response, &demanded)
    }
    (self.demanded, self.price, self.worth, wanted) = (demands, prices, worths, responses)
  }

  /// Every offloader moves to what it asked for last at `asked`, or as far as it still gains when receivers charge
  /// `charged`, both in s by receiver, and with momentum somewhat further; the columns are those of `open`.
  mutating func settle(
    _ probability: inout [Double], _ price: [Double], _ steepness: [Double], asked: Span<Double>,
    charged: Span<Double>, gathersMomentum: Bool
  ) {
    precondition(
      asked.count >= rows.groups.receivers && charged.count >= rows.groups.receivers, "not of this market")
    let rows = rows, mu = self.price
    var before = settled.take(), wants = wanted.take()
    var reluctances = self.reluctance.take(), momenta = self.momentum.take()
    var settled = before.mutableSpan, wanted = wants.mutableSpan
    var reluctance = reluctances.mutableSpan, momentum = momenta.mutableSpan
    var share = probability.mutableSpan
    for group in mu.indices {
      let move = MarketMove(group: group, market: rows)
      move.wish(at: mu[group], asked, &wanted)
      let slope = move.slopes(
        from: share.span, to: wanted.span, cost: price.span, steepness: steepness.span, charged: charged)
      let turn = (slope.before / (slope.before - slope.after)).replacing(with: 0, where: slope.before .>= 0)
      let length = turn.replacing(with: 1, where: slope.after .<= Self.rounding * mu[group].magnitude)
      reluctance[group].note(length: length)
      let backwards = move.go(length, from: share.span, to: &wanted, settled: settled.span)
      if gathersMomentum { momentum[group].note(isTurn: backwards .> 0) } else { momentum[group].stop() }
      move.settle(at: &wanted, further: momentum[group].share, &share, &settled)
    }
    (self.settled, self.wanted) = (before, wants)
    (self.reluctance, self.momentum) = (reluctances, momenta)
  }

  /// A rise of costs along a move, as a share of μ, that says nothing: an offloader that stays where it is, or has one receiver
  /// only, would else learn from the last bit whether it overshot.
  private static let rounding = 1e-13

  /// Every offloader stands at `probability`, by arc of the block, as if it had not moved yet.
  mutating func forgetMoves(_ probability: [Double]) {
    let groups = rows.groups
    for group in momentum.indices {
      for (number, row) in groups.rows(of: group).enumerated() {
        settled[row] = groups.load(probability.span, group, number, else: 0)
      }
      momentum[group].stop()
    }
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    rows.byteCount + price.byteCount + settled.byteCount + momentum.byteCount
      + reluctance.byteCount + demanded.byteCount
      + worth.byteCount + wanted.byteCount
  }
}
