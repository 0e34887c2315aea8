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
      #expect(difference < 1e-8, "\(name), round \(round)")
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

/// Markets computed from the whole network, every offloader solved by `ExactStep`, thresholds as they are.
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
      let curves = receivers.map {
        SupplyCurve(
          inflow: flows.inflow[$0].total, serviceSeconds: network.serviceSeconds[$0],
          curvature: prices.curvature[$0], queue: problem.cost.queue)
      }
      var surcharge = [Double](repeating: 0, count: receivers.count), wanted = plan.probability
      for phase in 0...ClearingStep.phases {
        var demand = [Demand](repeating: Demand(), count: receivers.count)
        for node in network.nodes(of: layer) {
          for (arc, share, response) in asked(node, surcharge, receivers.lowerBound, flows, prices) {
            wanted[arc] = share
            demand[network.head[arc] - receivers.lowerBound].add(
              flows.outflow[node].total * (share - plan.probability[arc]), response: response)
          }
        }
        for index in curves.indices {
          surcharge[index] =
            phase == ClearingStep.phases
            ? curves[index].rise(demand[index].net).surcharge
            : curves[index].clearingSurcharge(demand[index], at: surcharge[index])
        }
      }
      for node in network.nodes(of: layer) {
        settle(node, wanted, surcharge, receivers.lowerBound, flows, prices, &next)
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

  private func asked(
    _ node: Int, _ surcharge: [Double], _ first: Int, _ flows: Flows, _ prices: Prices
  ) -> [(arc: Int, share: Double, response: Double)] {
    let arcs = problem.network.arcs(from: node)
    let mean = arcs.reduce(0) { $0 + plan.probability[$1] * prices.arc[$1] }
    let own = arcs.map { reluctance[node] * mean + steepness($0, flows) }
    var offers = arcs.map {
      DTOOffloader.Offer(
        probability: plan.probability[$0],
        price: prices.arc[$0] + surcharge[problem.network.head[$0] - first],
        steepness: own[$0 - arcs.lowerBound])
    }
    var span = offers.mutableSpan
    ExactStep(stepSize: 1).move(&span, count: arcs.count)
    return arcs.map { arc in
      let share = offers[arc - arcs.lowerBound].probability
      return (arc, share, share > 0 ? flows.outflow[node].total / own[arc - arcs.lowerBound] : 0)
    }
  }

  private mutating func settle(
    _ node: Int, _ wanted: [Double], _ surcharge: [Double], _ first: Int, _ flows: Flows, _ prices: Prices,
    _ next: inout OffloadingPlan
  ) {
    let arcs = problem.network.arcs(from: node)
    guard arcs.count > 1 else { return }
    var before = 0.0, after = 0.0
    for arc in arcs {
      let move = wanted[arc] - plan.probability[arc]
      before += prices.arc[arc] * move
      after +=
        (prices.arc[arc] + surcharge[problem.network.head[arc] - first] + steepness(arc, flows) * move) * move
    }
    let length = after <= 0 ? 1 : before < 0 ? before / (before - after) : 0
    reluctance[node] = length < 0.5 ? min(100, 2 * reluctance[node]) : max(0.1, 0.3 * reluctance[node])
    for arc in arcs { next.probability[arc] += length * (wanted[arc] - plan.probability[arc]) }
  }
}
