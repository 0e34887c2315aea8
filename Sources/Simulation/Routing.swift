import CounterRandom
import EdgeModel

/// Where tasks go: the strategy of the plan in force and the routing draws of the run.
struct Routing: Sendable, Codable {
  private let random: CounterRandom
  /// The probabilities of the plan in force; empty before the first.
  private var probability: [Double] = []
  /// Σ p over the arcs of a node up to and including each; ∞ from the last arc with p > 0 on, so that no draw falls
  /// beyond the end by rounding.
  private var cumulative: [Double]
  /// Where to begin the search for the arc of a draw.
  private(set) var guide: RoutingGuide

  /// The draws of the run with `seed`; no plan yet.
  init(_ network: Network, seed: UInt64) {
    random = CounterRandom(seed: seed, stream: .routing)
    cumulative = [Double](repeating: .infinity, count: network.arcCount)
    guide = RoutingGuide(network)
  }

  /// Puts the strategy of `plan` in force.
  ///
  /// - Precondition: The probabilities out of every node but those of the last layer sum to 1.
  mutating func adopt(_ plan: OffloadingPlan, on network: Network) {
    precondition(plan.probability.count == network.arcCount, "a plan for \(plan.probability.count) arcs")
    if plan.probability == probability { return }
    for node in 0..<network.firstNode[network.layers.count - 1] {
      var sum = 0.0, last = network.firstArc[node]
      for arc in network.arcs(from: node) {
        sum += plan.probability[arc]
        cumulative[arc] = sum
        if plan.probability[arc] > 0 { last = arc }
      }
      precondition(abs(sum - 1) < 1e-6, "probabilities out of node \(network.name(of: node)) sum to \(sum)")
      for arc in last..<network.firstArc[node + 1] { cumulative[arc] = .infinity }
    }
    guide.update(cumulative)
    probability = plan.probability
  }

  /// The draws of `task`.
  func draws(of task: Int) -> CounterRandom { random.member(UInt64(task)) }

  /// The arc of `arcs` that a task with `draws` takes when it leaves a node of layer `hop`.
  func arc(of draws: CounterRandom, hop: Int, among arcs: Range<Int>) -> Int {
    arc(at: draws.uniform(UInt64(hop)), among: arcs)
  }

  /// Two different arcs of `arcs`, of which there are two or more: all pairs are equally likely.
  func pair(of draws: CounterRandom, hop: Int, among arcs: Range<Int>) -> (lower: Int, upper: Int) {
    let first = arcs.lowerBound + draws.integer(UInt64(hop), below: arcs.count)
    var second = arcs.lowerBound + draws.integer(Self.secondDraw + UInt64(hop), below: arcs.count - 1)
    if second >= first { second += 1 }
    return (min(first, second), max(first, second))
  }

  /// Where the counters of second draws begin, far beyond every hop.
  private static let secondDraw: UInt64 = 1 << 32

  /// The first of `arcs`, those of one node, whose cumulative probability exceeds `draw` in [0, 1).
  ///
  /// - Complexity: O(log(`arcs.count`)).
  func arc(at draw: Double, among arcs: Range<Int>) -> Int {
    var low = arcs.lowerBound, high = arcs.upperBound - 1
    while low < high {
      let middle = (low + high) / 2
      if draw < cumulative[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
