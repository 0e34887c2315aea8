import EdgeModel

/// A game among offloaders: each sends its tasks so that they are through soonest, whatever that does to the others.
///
/// A player minimises the mean time from now on of what it sends, F_i(q) = Σ_j q_j (S_ij + τ_ij + S_j(a_j + o_i q_j) + T_ij),
/// with S the sojourn times at link and receiver, a_j what all others send to j and T_ij the mean time that the player's
/// tasks spend behind j, which it takes as given. F_i is convex. Players of a layer move one after the other, each to its
/// best response or as near as a few Newton steps come; layers from the last to the first, which is a round.
///
/// - Complexity: O(nodes + arcs) a round.
struct SelfishGame {
  private let problem: DecisionProblem
  private var network: Network { problem.network }
  private(set) var plan: OffloadingPlan
  /// Rounds played, and what was said in them.
  private(set) var rounds = 0
  private(set) var traffic = MessageTraffic()
  /// In s, over all players: how far F_i is from its minimum at most, the largest and relative to F_i.
  private(set) var gapSeconds = 0.0, relativeGap = 0.0

  private var flows: Flows
  /// φ_j in all, kept while players move.
  private var inflow: [Double]
  /// The time that a task of each class spends behind a node that lets it go on, in s.
  private var onward: [ClassVector]
  private var offers: [DTOOffloader.Offer] = []
  private static let step = ExactStep(stepSize: 1)

  /// The game on `problem`, from `plan`, whose thresholds stay.
  init(_ problem: DecisionProblem, from plan: OffloadingPlan) {
    self.problem = problem
    self.plan = plan
    flows = Flows(problem, plan)
    inflow = flows.inflow.map(\.total)
    onward = [ClassVector](repeating: .zero, count: problem.network.nodeCount)
    measure(moving: false)
  }

  /// Plays until nobody gains more than the share `tolerance` of its delay by moving alone, for `limit` rounds at most.
  mutating func play(tolerance: Double, limit: Int) {
    while relativeGap > tolerance, rounds < limit {
      measure(moving: true)
      refreshFlows()
      measure(moving: false)
      rounds += 1
      traffic.count(network.arcCount, of: FlowMessage.byteCount)
      traffic.count(network.arcCount, of: Self.answerByteCount)
    }
  }

  /// A receiver's answer: its inflow, and the time behind it by class.
  private static let answerByteCount = MemoryLayout<Double>.size * (1 + difficultyClassCount)

  private mutating func refreshFlows() {
    flows = Flows(problem, plan)
    inflow = flows.inflow.map(\.total)
  }

  /// Goes through all players, layers from the last to the first; they move if `moving`, and else their gaps are noted.
  private mutating func measure(moving: Bool) {
    (gapSeconds, relativeGap) = (0, 0)
    for layer in network.layers.indices.dropLast().reversed() {
      for node in network.nodes(of: layer) {
        if moving { respond(node) } else { noteGap(node) }
        noteOnward(node)
      }
    }
  }

  /// C_i[g]: what goes on from `node` spends so long behind it.
  private mutating func noteOnward(_ node: Int) {
    var time = ClassVector.zero
    let total = flows.outflow[node].total
    for arc in network.arcs(from: node) {
      let share = plan.probability[arc], receiver = network.head[arc]
      let crossing = link(arc, total * share).seconds + network.propagationSeconds[arc]
      let stay = sojourn(receiver, inflow[receiver]).seconds
      time += share * (behind(receiver) + crossing + stay)
    }
    onward[node] = time
  }

  /// R_j[g] C_j[g]: the time behind a receiver, by class.
  private func behind(_ node: Int) -> ClassVector {
    network.survive(at: node, level: plan.level[node]) * onward[node]
  }

  private func sojourn(_ node: Int, _ inflow: Double) -> MD1Queue.Sojourn {
    problem.cost.queue.sojourn(inflow: max(0, inflow), serviceSeconds: network.serviceSeconds[node])
  }

  /// The time on `arc` at `flow`, which is one player's alone.
  private func link(_ arc: Int, _ flow: Double) -> MD1Queue.Sojourn {
    let seconds = problem.conditions.transmissionSeconds[arc]
    return problem.cost.linkModel == .queue
      ? problem.cost.queue.sojourn(inflow: flow, serviceSeconds: seconds)
      : MD1Queue.Sojourn(seconds: seconds, slope: 0, curvature: 0)
  }

  /// F_i and, per receiver, its derivatives in q_j, when the player at `node` sends by `share`; `inflow` is without it.
  private mutating func state(_ node: Int, _ share: (Int) -> Double) -> Double {
    let total = flows.outflow[node].total, mix = flows.outflowMix[node]
    var cost = 0.0
    offers.removeAll(keepingCapacity: true)
    for arc in network.arcs(from: node) {
      let receiver = network.head[arc], own = total * share(arc)
      let queue = sojourn(receiver, inflow[receiver] + own), link = link(arc, own)
      let seconds =
        link.seconds + network.propagationSeconds[arc] + queue.seconds + mix.dot(behind(receiver))
      cost += share(arc) * seconds
      offers.append(
        DTOOffloader.Offer(
          probability: share(arc), price: seconds + own * (link.slope + queue.slope),
          steepness: total
            * (2 * (link.slope + queue.slope) + own * (link.curvature + queue.curvature))))
    }
    return cost
  }

  /// Takes what the player at `node` sends out of its receivers' inflow, or puts it back.
  private mutating func shift(_ node: Int, by sign: Double) {
    let total = flows.outflow[node].total
    for arc in network.arcs(from: node) {
      inflow[network.head[arc]] += sign * total * plan.probability[arc]
    }
  }

  /// Notes by how much the player at `node` may be off its best response: Σ_j q_j (F′_j − min F′), a bound as F is convex.
  private mutating func noteGap(_ node: Int) {
    guard flows.outflow[node].total > 0 else { return }
    shift(node, by: -1)
    let probability = plan.probability
    let cost = state(node) { probability[$0] }
    shift(node, by: 1)
    let least = offers.reduce(.infinity) { min($0, $1.price) }
    let gap = offers.reduce(0) { $0 + $1.probability * ($1.price - least) }
    gapSeconds = max(gapSeconds, gap)
    relativeGap = max(relativeGap, cost > 0 ? gap / cost : 0)
  }

  /// By how much F_i would fall if the player at `node` sent by `share` instead, per arc; negative for a loss.
  func gain(of node: Int, sending share: (Int) -> Double) -> Double {
    var game = self
    game.shift(node, by: -1)
    let before = game.state(node) { plan.probability[$0] }
    return before - game.state(node, share)
  }

  /// Moves the player at `node` towards its best response.
  private mutating func respond(_ node: Int) {
    shift(node, by: -1)
    let arcs = network.arcs(from: node)
    var share = Array(plan.probability[arcs])
    var cost = state(node) { share[$0 - arcs.lowerBound] }
    for _ in 0..<Self.newtonSteps {
      var moved = offers.mutableSpan
      Self.step.move(&moved, count: arcs.count)
      var target = offers.map(\.probability)
      var next = state(node) { target[$0 - arcs.lowerBound] }
      var halvings = 0
      while next > cost, halvings < Self.halvings {
        for index in target.indices { target[index] = 0.5 * (share[index] + target[index]) }
        next = state(node) { target[$0 - arcs.lowerBound] }
        halvings += 1
      }
      guard next < cost else { break }
      let isDone = cost - next <= Self.leastGain * cost
      (share, cost) = (target, next)
      if isDone { break }
    }
    for arc in arcs { plan.probability[arc] = share[arc - arcs.lowerBound] }
    shift(node, by: 1)
  }

  /// Newton steps of one response, halvings of one step, and the relative gain that ends a response.
  private static let newtonSteps = 6, halvings = 20, leastGain = 1e-6
}
