import CounterRandom
import EdgeModel
import Testing

@testable import Simulation

@Suite struct RoutingTests {
  /// One device before `probability.count` servers.
  static func fan(_ probability: [Double], seed: UInt64 = 1) -> Routing {
    let count = probability.count
    let profile = Chain.profile(stages: 1)
    let layers = [
      Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
      Layer(
        serviceSeconds: Array(repeating: 1, count: count), inputBytes: 1,
        exit: profile.exit(ofStage: 1, thresholds: [])),
    ]
    let arcs = (0..<count).map { Network.Arc(tail: 0, head: $0, propagationSeconds: 0) }
    let network = Network(layers: layers, arcs: [arcs])
    var routing = Routing(network, seed: seed)
    routing.adopt(
      OffloadingPlan(probability: probability, level: Array(repeating: 0, count: count + 1)), on: network)
    return routing
  }

  @Test(arguments: [(0.0, 1), (0.24, 1), (0.25, 3), (0.74, 3), (0.75, 4), (0.99, 4)])
  func `a draw falls to the first arc whose cumulative probability exceeds it`(draw: Double, arc: Int) {
    #expect(Self.fan([0, 0.25, 0, 0.5, 0.25]).arc(at: draw, among: 0..<5) == arc)
  }

  @Test func `what rounding leaves at the end falls to the last arc with a positive probability`() {
    let tenths = Array(repeating: 0.1, count: 10)
    #expect(tenths.reduce(0, +) < 1)
    #expect(Self.fan(tenths + [0, 0]).arc(at: 1.0.nextDown, among: 0..<12) == 9)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `tasks split as the probabilities say`(seed: UInt64) {
    let probability = [0.1, 0, 0.2, 0.3, 0.4], tasks = 20_000
    let routing = Self.fan(probability, seed: seed)
    var count = [Double](repeating: 0, count: 5)
    for task in 0..<tasks { count[routing.arc(of: routing.draws(of: task), hop: 0, among: 0..<5)] += 1 }
    for arc in 0..<5 {
      let deviation = (Double(tasks) * probability[arc] * (1 - probability[arc])).squareRoot()
      #expect(abs(count[arc] - Double(tasks) * probability[arc]) <= 4 * deviation, "seed \(seed), arc \(arc)")
    }
  }

  @Test func `hops of one task are drawn independently`() {
    let routing = Self.fan([0.5, 0.5]), tasks = 10_000
    let same = (0..<tasks).count {
      let draws = routing.draws(of: $0)
      return routing.arc(of: draws, hop: 0, among: 0..<2) == routing.arc(of: draws, hop: 1, among: 0..<2)
    }
    #expect(abs(Double(same) - 5000) < 4 * 50)
  }

  @Test(arguments: (1...20).map { UInt64($0) })
  func `the guide finds the arc that the search finds`(seed: UInt64) {
    var draws = Draws(seed: seed)
    let count = 1 + draws.integer(below: 12)
    var weights = (0..<count).map { _ in max(0, draws.uniform() - 0.3) }
    weights[draws.integer(below: count)] += 0.1
    let total = weights.reduce(0, +)
    let routing = Self.fan(weights.map { $0 / total })
    let guide = routing.guide
    for task in 0..<2000 {
      let random = routing.draws(of: task), bits = random.bits(0)
      var arc = Int(guide.firstArc[RoutingGuide.cell(of: bits, guide.nodes[0])])
      while bits >> 11 >= guide.outgoing[arc].limit { arc += 1 }
      #expect(arc == routing.arc(of: random, hop: 0, among: 0..<count))
    }
  }
}
