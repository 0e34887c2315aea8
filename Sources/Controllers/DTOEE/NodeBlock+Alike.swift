import EdgeModel

/// One exchange of devices that all send the same class mix and never exit, as in every replay: one number stands for what
/// would be a vector at each arc.
extension NodeBlock {
  /// The mix of what every node of `nodes` sends on; nil where they differ, or where their thresholds could make them.
  static func commonMix(of nodes: Range<Int>, layer: Int, _ problem: DecisionProblem) -> ClassVector? {
    guard layer == 0, case .none = problem.network.layers[0].exit else { return nil }
    let mixes = problem.conditions.classMix.span, first = mixes[nodes.lowerBound]
    for node in nodes where mixes[node] != first { return nil }
    return ClassMix.of(first, else: ClassMix.even)
  }

  /// `sendFlows` where all send `mix`.
  mutating func sendAlike(_ mail: Mail, _ mix: ClassVector) {
    let network = mail.problem.network, head = network.head.span, firstArc = network.firstArc.span
    let rate = mail.problem.conditions.arrivalRate.span, plan = probability, probability = plan.span
    let whole = mail.problem.conditions.classMix[nodes.lowerBound].total  // 1 but for rounding
    var sums = sums.take(), totals = total.take(), tellings = told.take()
    var sum = sums.mutableSpan, total = totals.mutableSpan, told = tellings.mutableSpan
    for index in sum.indices { sum[index] = .zero }
    for node in nodes {
      let outflow = whole * rate[node]
      total[node - nodes.lowerBound] = outflow
      for arc in firstArc[node]..<firstArc[node + 1] {
        sum[head[arc] - heads.lowerBound] += SIMD2(probability[arc - arcs.lowerBound] * outflow, outflow)
      }
    }
    for index in sum.indices {
      told[index] = DTOReceiver.Heard(inflow: sum[index].x * mix, contention: sum[index].y)
    }
    (self.sums, self.total, self.told) = (sums, totals, tellings)
  }

  /// `returnPrices` where all send `mix`: a receiver's price is the same number to all.
  mutating func returnAlike(_ mail: Mail, _ mix: ClassVector, _ groups: NodeGroups) {
    let network = mail.problem.network, queue = mail.problem.cost.queue
    for index in asking.indices { asking[index] = mix.dot(mail.reply(of: heads.lowerBound + index).price) }
    let asked = asking, plan = probability, total = total
    var prices = price.take(), steepnesses = linkSteepness.take()
    var price = prices.mutableSpan, steepness = steepnesses.mutableSpan
    report = NodeReport()
    for node in nodes where network.serviceSeconds[node] > 0 {
      let own = queue.value(
        inflow: total[node - nodes.lowerBound], serviceSeconds: network.serviceSeconds[node])
      report.number += own.number
      report.penalty += own.penalty
    }
    for group in 0..<groups.count {
      hear(
        groups, group, total.span.vector(group * NodeGroups.width, else: 0), mail.problem, asked.span,
        plan.span, &price, &steepness)
    }
    (self.price, linkSteepness) = (prices, steepnesses)
  }

  /// Works out what the receivers of a group of nodes have on offer, and reports what its arcs cost.
  ///
  /// - Parameters:
  ///   - outflow: o in 1/s.
  ///   - asked: What receivers ask for, in s.
  ///   - probability: By arc of the block.
  @inline(__always) private mutating func hear(
    _ groups: NodeGroups, _ group: Int, _ outflow: Row, _ problem: DecisionProblem, _ asked: Span<Double>,
    _ probability: Span<Double>, _ price: inout MutableSpan<Double>, _ steepness: inout MutableSpan<Double>
  ) {
    let propagation = problem.network.propagationSeconds.span.extracting(arcs)
    let transmission = problem.conditions.transmissionSeconds.span.extracting(arcs)
    var number = Row.zero, penalty = Row.zero, least = Row(repeating: .infinity), mean = Row.zero
    var whole = Row.zero
    for (index, row) in groups.rows(of: group).enumerated() {
      let share = groups.load(probability, group, index, else: 0), flow = share * outflow
      let way = groups.load(propagation, group, index, else: NodeGroups.never)
      let seconds = groups.load(transmission, group, index, else: 0)
      var crossing = seconds, held = flow * seconds
      if problem.cost.linkModel == .queue {
        let link = problem.cost.queue.values(inflow: flow, serviceSeconds: seconds)
        (crossing, held) = (link.marginal, link.number)
        penalty += link.penalty
        groups.store(link.curvature * outflow, group, index, in: &steepness)
      }
      let offer = crossing + way + groups.gathered(asked, row)
      groups.store(offer, group, index, in: &price)
      number += held + flow * way
      least = least.replacing(with: offer, where: offer .< least)
      mean += share * offer
      whole += share
    }
    report.number += number.sum()
    report.penalty += penalty.sum()
    report.unilateralGain += (outflow * (mean - whole * least).orZero).sum()  // Σ p (δ − δ*)
  }
}
