import Controllers
import CounterRandom
import EdgeModel
import TestSupport
import Testing

/// The kernels of the markets against Model (16) as it reads, offer by offer.
@Suite struct MarketTests {
  @Test(arguments: UInt64(0)..<10, LinkModel.allCases)
  func `three rounds of markets are those of the formulas`(seed: UInt64, linkModel: LinkModel) {
    for load in [0.5, 0.95] {
      let problem = RandomProblem.make(seed: seed, load: load, linkModel: linkModel)
      compare(problem, "seed \(seed), load \(load)")
    }
  }

  @Test(arguments: UInt64(0)..<3, LinkModel.allCases)
  func `receivers that fill more than one row are asked alike`(seed: UInt64, linkModel: LinkModel) {
    compare(wide(seed: seed, linkModel: linkModel), "seed \(seed)")
  }

  private func compare(_ problem: DecisionProblem, _ name: String) {
    var state = DTORounds(problem, from: RandomProblem.plan(for: problem, seed: 1), arcsPerBlock: 7)
    var slow = SlowMarkets(problem, state.plan)
    for round in 1...3 {
      state.exchange()
      state.updateStrategies(by: ClearingStep(stepSize: 1))
      slow.playRound()
      let difference = zip(state.plan.probability, slow.plan.probability).map { abs($0 - $1) }.max() ?? 0
      #expect(difference < 1e-6, "\(name), round \(round)")
    }
  }

  /// Ten devices that see 8, 9 or all of 20 servers.
  private func wide(seed: UInt64, linkModel: LinkModel) -> DecisionProblem {
    let random = CounterRandom(seed: seed, stream: .synthesis), servers = 20
    let arcs = (0..<10).flatMap { tail in
      (0..<[8, 9, 20][tail % 3]).map { Network.Arc(tail: tail, head: $0, propagationSeconds: 0.001) }
    }
    let network = Network(
      layers: [
        Layer(serviceSeconds: [Double](repeating: 0, count: 10), inputBytes: 0, exit: .none),
        Layer(
          serviceSeconds: (0..<servers).map { 0.1 + 0.2 * random.uniform(UInt64($0)) }, inputBytes: 1,
          exit: .final(error: .zero)),
      ], arcs: [arcs])
    return DecisionProblem(
      network: network, cost: CostModel(linkModel: linkModel),
      conditions: Conditions(
        arrivalRate: (0..<10).map { $0 == 3 ? 0 : 12 * random.uniform(100 + UInt64($0)) },
        classMix: [ClassVector](repeating: ClassMix.even, count: 10),
        transmissionSeconds: arcs.indices.map { 0.05 * random.uniform(1000 + UInt64($0)) }))
  }
}

/// Markets computed from the whole network number by number, roots by bisection, thresholds as they are.
private struct SlowMarkets {
  private let problem: DecisionProblem
  private(set) var plan: OffloadingPlan
  private var reluctance: [Double]

  init(_ problem: DecisionProblem, _ plan: OffloadingPlan) {
    (self.problem, self.plan) = (problem, plan)
    reluctance = [Double](repeating: 3, count: problem.network.nodeCount)
  }

  mutating func playRound() {
    let network = problem.network, flows = Flows(problem, plan), prices = Prices(problem, plan, flows)
    var next = plan
    for layer in network.layers.indices.dropLast() {
      let receivers = network.nodes(of: layer + 1)
      var surcharge = [Double](repeating: 0, count: receivers.count), wanted = plan.probability
      var mu = [Double](repeating: 0, count: network.nodeCount)
      for node in network.nodes(of: layer) { mu[node] = -meanPrice(node, prices) }
      for phase in 0...ClearingStep.phases {
        let isLast = phase == ClearingStep.phases
        var inflow = [Double](repeating: 0, count: receivers.count), response = inflow
        for node in network.nodes(of: layer) {
          let offers = offers(node, surcharge, receivers.lowerBound, flows, prices)
          mu[node] = isLast ? settledPrice(offers) : nextPrice(offers, from: mu[node])
          for (arc, offer) in zip(network.arcs(from: node), offers) {
            let outflow = flows.outflow[node].total, index = network.head[arc] - receivers.lowerBound
            wanted[arc] = max(0, offer.worth - mu[node]) / offer.stiffness
            inflow[index] += outflow * wanted[arc]
            if wanted[arc] > 0 { response[index] += outflow / offer.stiffness }
          }
        }
        for (index, receiver) in receivers.enumerated() {
          let state = self, rises = { (more: Double) in state.rise(of: receiver, by: more, flows, prices) }
          let net = inflow[index] - flows.inflow[receiver].total, old = surcharge[index]
          surcharge[index] =
            isLast
            ? rises(net)
            : Bisection.root { rises(net + response[index] * (old - $0)) - $0 }
        }
      }
      for node in network.nodes(of: layer) {
        settle(node, wanted, mu[node], surcharge, receivers.lowerBound, flows, prices, &next)
      }
    }
    plan = next
  }

  private func steepness(_ arc: Int, _ flows: Flows) -> Double {
    let tail = problem.network.tail[arc]
    return problem.cost.link(
      flow: flows.arcFlow[arc], transmissionSeconds: problem.conditions.transmissionSeconds[arc]
    ).curvature * flows.outflow[tail].total
  }

  private func meanPrice(_ node: Int, _ prices: Prices) -> Double {
    problem.network.arcs(from: node).reduce(0) { $0 + plan.probability[$1] * prices.arc[$1] }
  }

  /// What the price of `receiver` rises by when `more` flows in than now.
  private func rise(of receiver: Int, by more: Double, _ flows: Flows, _ prices: Prices) -> Double {
    let queue = problem.cost.queue, seconds = problem.network.serviceSeconds[receiver]
    let inflow = flows.inflow[receiver].total
    let now = queue.value(inflow: inflow, serviceSeconds: seconds)
    let then = queue.value(inflow: max(0, inflow + more), serviceSeconds: seconds)
    return then.marginal - now.marginal + max(0, prices.curvature[receiver] - now.curvature) * more
  }

  /// An arc as Model (16) sees it: the share asked for at μ is max(0, worth − μ) / stiffness.
  private typealias Offer = (worth: Double, stiffness: Double)

  private func offers(
    _ node: Int, _ surcharge: [Double], _ first: Int, _ flows: Flows, _ prices: Prices
  ) -> [Offer] {
    problem.network.arcs(from: node).map { arc in
      let stiffness = reluctance[node] * meanPrice(node, prices) + steepness(arc, flows)
      let price = prices.arc[arc] + surcharge[problem.network.head[arc] - first]
      return (stiffness * plan.probability[arc] - price, stiffness)
    }
  }

  /// μ at which shares sum to 1.
  private func settledPrice(_ offers: [Offer]) -> Double {
    Bisection.root { mu in offers.reduce(-1) { $0 + max(0, $1.worth - mu) / $1.stiffness } }
  }

  /// μ after one step of Newton's method towards that.
  private func nextPrice(_ offers: [Offer], from old: Double) -> Double {
    let used = offers.filter { $0.worth > old }
    let slope = used.reduce(0) { $0 + 1 / $1.stiffness }
    guard slope > 0 else { return offers.map { $0.worth - $0.stiffness }.max() ?? old }
    return old + (used.reduce(-1) { $0 + ($1.worth - old) / $1.stiffness }) / slope
  }

  private mutating func settle(
    _ node: Int, _ wanted: [Double], _ mu: Double, _ surcharge: [Double], _ first: Int, _ flows: Flows,
    _ prices: Prices, _ next: inout OffloadingPlan
  ) {
    let arcs = problem.network.arcs(from: node)
    var before = 0.0, after = 0.0
    for arc in arcs {
      let move = wanted[arc] - plan.probability[arc]
      before += prices.arc[arc] * move
      after +=
        (prices.arc[arc] + surcharge[problem.network.head[arc] - first] + steepness(arc, flows) * move) * move
    }
    let length = after <= 1e-13 * abs(mu) ? 1 : before < 0 ? before / (before - after) : 0
    reluctance[node] = length < 0.5 ? min(100, 2 * reluctance[node]) : max(0.1, 0.3 * reluctance[node])
    for arc in arcs { next.probability[arc] += length * (wanted[arc] - plan.probability[arc]) }
  }
}

/// The root of a function that falls.
enum Bisection {
  static func root(_ value: (Double) -> Double) -> Double {
    var low = -1e9, high = 1e9
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if value(middle) > 0 { low = middle } else { high = middle }
    }
    return low
  }
}
