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
    var sums = Self.take(&sums), totals = Self.take(&total), tellings = Self.take(&told)
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
  mutating func returnAlike(_ mail: Mail, _ mix: ClassVector) {
    let problem = mail.problem, network = problem.network, queue = problem.cost.queue
    let firstArc = network.firstArc.span
    for index in asking.indices { asking[index] = mix.dot(mail.reply(of: heads.lowerBound + index).price) }
    let asked = asking, plan = probability
    var prices = Self.take(&price), steepnesses = Self.take(&linkSteepness)
    var price = prices.mutableSpan, steepness = steepnesses.mutableSpan
    report = NodeReport()
    for node in nodes {
      let outflow = total[node - nodes.lowerBound], seconds = network.serviceSeconds[node]
      if seconds > 0 { report.number += queue.value(inflow: outflow, serviceSeconds: seconds).number }
      hear(
        firstArc[node]..<firstArc[node + 1], outflow, problem, asked.span, plan.span, &price, &steepness)
    }
    (self.price, linkSteepness) = (prices, steepnesses)
  }

  /// Works out what the receivers of one node have on offer, and reports what its arcs cost.
  @inline(__always) private mutating func hear(
    _ range: Range<Int>, _ outflow: Double, _ problem: DecisionProblem, _ asked: Span<Double>,
    _ probability: Span<Double>, _ price: inout MutableSpan<Double>, _ steepness: inout MutableSpan<Double>
  ) {
    let head = problem.network.head.span, propagation = problem.network.propagationSeconds.span
    let transmission = problem.conditions.transmissionSeconds.span
    var number = 0.0, least = Double.infinity, mean = 0.0, whole = 0.0
    for arc in range {
      let place = arc - arcs.lowerBound, share = probability[place], flow = share * outflow
      let link = problem.cost.link(flow: flow, transmissionSeconds: transmission[arc])
      let offer = link.marginal + propagation[arc] + asked[head[arc] - heads.lowerBound]
      price[place] = offer
      if problem.cost.linkModel == .queue { steepness[place] = link.curvature * outflow }
      number += link.number + flow * propagation[arc]
      least = min(least, offer)
      mean += share * offer
      whole += share
    }
    report.number += number
    report.unilateralGain += outflow * max(0, mean - whole * least)  // Σ p (δ − δ*)
  }
}
