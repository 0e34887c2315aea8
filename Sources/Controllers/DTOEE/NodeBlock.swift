import EdgeModel

/// Neighbouring nodes of one layer with all that they remember and say: what one thread sweeps.
///
/// Columns by node and by arc, filled in place: a round allocates nothing. A block writes to itself alone and reads only
/// what other layers have said, so that the blocks of a layer can be swept in any order, or at once.
struct NodeBlock: Sendable {
  /// The layer of all its nodes.
  let layer: Int
  /// Its nodes.
  let nodes: Range<Int>
  /// The arcs out of them.
  let arcs: Range<Int>
  /// The nodes of the next layer, which all those arcs lead to.
  let heads: Range<Int>

  // By node.
  var level: [Int]
  /// Σ_g o_i[g] in 1/s, as told last.
  var total: [Double]
  var onward: [OnwardCost]
  var patience: [Patience]
  var answers: [PriceMessage]

  // By arc.
  var probability: [Double]
  /// δ_ij in s.
  var price: [Double]
  /// N″_ij · o_i in s: how fast the arc's own price rises per unit of probability.
  var linkSteepness: [Double]
  /// What was last proposed to move to the arc's head, in 1/s.
  var proposed: [Double]

  // By head: what this block's offloaders have said to it.
  var told: [DTOReceiver.Heard]
  var asked: [ProposedMoves]

  /// The class mix that all its nodes send on, where it is one and stays so, and these in groups.
  let alike: (mix: ClassVector, groups: NodeGroups)?
  // By head where there is a common mix, empty otherwise: flow sent and flow that could be, both in 1/s, and its price in s.
  var sums: [SIMD2<Double>]
  var asking: [Double]

  /// What its offloaders remember of markets, from the first one on.
  var market: Market?

  /// What its nodes keep of the best plan so far; empty until they keep one.
  var kept = OffloadingPlan(probability: [], level: [])

  /// What its nodes report of the last exchange.
  var report = NodeReport()
  /// One node's working space.
  var offers: [DTOOffloader.Offer]

  /// The block of `nodes`, at `plan`.
  init(of nodes: Range<Int>, layer: Int, _ problem: DecisionProblem, _ plan: OffloadingPlan) {
    let network = problem.network
    let arcs = network.firstArc[nodes.lowerBound]..<network.firstArc[nodes.upperBound]
    let isLast = layer == network.layers.count - 1
    self.layer = layer
    self.nodes = nodes
    self.arcs = arcs
    heads = isLast ? nodes.upperBound..<nodes.upperBound : network.nodes(of: layer + 1)
    let choices = network.layers[layer].exit.table == nil ? 0 : nodes.count
    level = Array(plan.level[nodes])
    total = [Double](repeating: 0, count: nodes.count)
    onward = [OnwardCost](repeating: OnwardCost(), count: choices)
    patience = [Patience](repeating: Patience(), count: choices)
    answers = [PriceMessage](repeating: PriceMessage(), count: layer == 0 ? 0 : nodes.count)
    probability = Array(plan.probability[arcs])
    price = [Double](repeating: 0, count: arcs.count)
    linkSteepness = price
    proposed = []
    told = [DTOReceiver.Heard](repeating: DTOReceiver.Heard(), count: heads.count)
    asked = []
    let heads = heads
    alike = Self.commonMix(of: nodes, layer: layer, problem).map {
      ($0, NodeGroups(of: nodes, to: heads, network))
    }
    let priced = alike == nil ? 0 : heads.count
    sums = [SIMD2<Double>](repeating: .zero, count: priced)
    asking = [Double](repeating: 0, count: priced)
    let degree = nodes.map { network.arcs(from: $0).count }.max() ?? 0
    let nothing = DTOOffloader.Offer(probability: 0, price: 0, steepness: 0)
    offers = [DTOOffloader.Offer](repeating: nothing, count: degree)
  }

  /// What `node` is as an offloader, at its level.
  @inline(__always) func offloader(_ node: Int, _ mail: Mail) -> DTOOffloader {
    DTOOffloader(
      receiver: mail.receiver(node),
      survive: mail.problem.network.survive(at: node, level: level[node - nodes.lowerBound]))
  }

  /// What its columns take in bytes.
  var byteCount: Int {
    let byNode = level.byteCount + total.byteCount + onward.byteCount + patience.byteCount + answers.byteCount
    let byArc = probability.byteCount + price.byteCount + linkSteepness.byteCount + proposed.byteCount
    let byHead = told.byteCount + asked.byteCount + sums.byteCount + asking.byteCount
    return byNode + byArc + byHead + offers.byteCount + kept.level.byteCount + kept.probability.byteCount
      + (market?.byteCount ?? alike?.groups.byteCount ?? 0)  // a market has the same groups
  }
}
