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
  /// R_j[g] C_j[g]: the time that a task of each class spends behind a node, in s.
  private var behind: [ClassVector]
  // One player's working space, by arc: T_ij in s, what it sends and would send, and its offers.
  private var rest: [Double] = [], share: [Double] = [], target: [Double] = []
  private var offers: [DTOOffloader.Offer] = []
  private static let step = ExactStep(stepSize: 1)

  /// The game on `problem`, from `plan`, whose thresholds stay.
  init(_ problem: DecisionProblem, from plan: OffloadingPlan) {
    self.problem = problem
    self.plan = plan
    flows = Flows(problem, plan)
    inflow = flows.inflow.map(\.total)
    behind = [ClassVector](repeating: .zero, count: problem.network.nodeCount)
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
        noteRest(node)
        if moving { respond(node) } else { noteGap(node) }
        noteBehind(node)
      }
    }
  }

  /// What goes on from `node` spends C_i[g] behind it, of what comes in a share R_i[g] does.
  private mutating func noteBehind(_ node: Int) {
    var onward = ClassVector.zero
    let total = flows.outflow[node].total
    for arc in network.arcs(from: node) {
      let share = plan.probability[arc], receiver = network.head[arc]
      let crossing = link(arc, total * share).seconds + network.propagationSeconds[arc]
      let stay = sojourn(receiver, inflow[receiver]).seconds
      onward += share * (behind[receiver] + crossing + stay)
    }
    behind[node] = network.survive(at: node, level: plan.level[node]) * onward
  }

  /// T_ij of the player at `node`, which stays while it moves.
  private mutating func noteRest(_ node: Int) {
    let mix = flows.outflowMix[node]
    rest.removeAll(keepingCapacity: true)
    share.removeAll(keepingCapacity: true)
    for arc in network.arcs(from: node) {
      rest.append(mix.dot(behind[network.head[arc]]))
      share.append(plan.probability[arc])
    }
  }

  @inline(__always) private func sojourn(_ node: Int, _ inflow: Double) -> MD1Queue.Sojourn {
    problem.cost.queue.sojourn(inflow: max(0, inflow), serviceSeconds: network.serviceSeconds[node])
  }

  /// The time on `arc` at `flow`, which is one player's alone.
  @inline(__always) private func link(_ arc: Int, _ flow: Double) -> MD1Queue.Sojourn {
    let seconds = problem.conditions.transmissionSeconds[arc]
    return problem.cost.linkModel == .queue
      ? problem.cost.queue.sojourn(inflow: flow, serviceSeconds: seconds)
      : MD1Queue.Sojourn(seconds: seconds, slope: 0, curvature: 0)
  }

  /// F_i and, per receiver, its derivatives in q_j, when the player at `node` sends by `shares`; `inflow` is without it.
  private mutating func state(_ node: Int, _ shares: Span<Double>) -> Double {
    let total = flows.outflow[node].total, arcs = network.arcs(from: node)
    var cost = 0.0
    offers.removeAll(keepingCapacity: true)
    for arc in arcs {
      let index = arc - arcs.lowerBound, receiver = network.head[arc], own = total * shares[index]
      let queue = sojourn(receiver, inflow[receiver] + own), link = link(arc, own)
      let seconds = link.seconds + network.propagationSeconds[arc] + queue.seconds + rest[index]
      cost += shares[index] * seconds
      offers.append(
        DTOOffloader.Offer(
          probability: shares[index], price: seconds + own * (link.slope + queue.slope),
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
    let now = share, cost = state(node, now.span)
    shift(node, by: 1)
    let least = offers.reduce(.infinity) { min($0, $1.price) }
    let gap = offers.reduce(0) { $0 + $1.probability * ($1.price - least) }
    gapSeconds = max(gapSeconds, gap)
    relativeGap = max(relativeGap, cost > 0 ? gap / cost : 0)
  }

  /// By how much F_i would fall if the player at `node` sent by `shares` instead, by its arcs; negative for a loss.
  func gain(of node: Int, sending shares: [Double]) -> Double {
    var game = self
    game.noteRest(node)
    game.shift(node, by: -1)
    let now = game.share
    return game.state(node, now.span) - game.state(node, shares.span)
  }

  /// Moves the player at `node` towards its best response.
  private mutating func respond(_ node: Int) {
    shift(node, by: -1)
    var share = share.take(), target = target.take()
    var cost = state(node, share.span)
    for _ in 0..<Self.newtonSteps {
      var moved = offers.mutableSpan
      Self.step.move(&moved, count: moved.count)
      target.removeAll(keepingCapacity: true)
      for offer in offers { target.append(offer.probability) }
      var next = state(node, target.span), halvings = 0
      while next > cost, halvings < Self.halvings {
        for index in target.indices { target[index] = 0.5 * (share[index] + target[index]) }
        next = state(node, target.span)
        halvings += 1
      }
      guard next < cost else { break }
      let isDone = cost - next <= Self.leastGain * cost
      swap(&share, &target)
      cost = next
      if isDone { break }
    }
    for (arc, share) in zip(network.arcs(from: node), share) { plan.probability[arc] = share }
    (self.share, self.target) = (share, target)
    shift(node, by: 1)
  }

  /// Newton steps of one response, halvings of one step, and the relative gain that ends a response.
  private static let newtonSteps = 6, halvings = 20, leastGain = 1e-6
}
