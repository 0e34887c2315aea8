package import EdgeModel

/// Thresholds and strategy together: Model (13) around the optimum for fixed thresholds, for as long as J falls.
///
/// First all nodes move at once, each to the best of all its levels with prices rising by the elasticity, and the strategy
/// follows. Then neighbouring levels are tried in ever smaller groups, most promising first. A node whose cost (13)
/// does not fall at fixed prices cannot gain by moving alone: J is at least its linear model, so only the others are tried.
/// The end is a local optimum among such moves, not a global one: jointly the problem is not convex.
package struct ThresholdDescent: Sendable {
  private let problem: DecisionProblem
  private let tolerance: Double
  private let limit: Int
  /// The best state found.
  package private(set) var best: FlowOptimum
  /// Interior-point iterations used.
  package private(set) var iterations = 0
  /// Every improvement, by iterations used.
  package private(set) var history: [Decision.Round] = []

  /// A descent from `plan`, to a relative gap of `tolerance`, with at most `limit` interior-point iterations.
  package init(_ problem: DecisionProblem, from plan: OffloadingPlan, tolerance: Double, limit: Int) {
    self.problem = problem
    self.tolerance = tolerance
    self.limit = limit
    best = FlowOptimum(problem, around: plan, softening: 0, tolerance: tolerance, limit: 0)
    note(best)
  }

  private mutating func note(_ state: FlowOptimum) {
    history.append(
      Decision.Round(
        round: iterations, objectiveSeconds: state.evaluation.objectiveSeconds,
        gapSeconds: state.evaluation.gapSeconds, stationaritySeconds: state.evaluation.stationaritySeconds))
  }

  /// Takes the optimum for the levels of `plan` if it is better than what there is.
  ///
  /// - Returns: That optimum.
  @discardableResult
  package mutating func visit(
    _ plan: OffloadingPlan, softening: Double, tolerance: Double
  ) -> FlowOptimum {
    let found = FlowOptimum(
      problem, around: plan, softening: softening, tolerance: tolerance, limit: limit - iterations)
    iterations += found.iterations
    if found.evaluation.objectiveSeconds < best.evaluation.objectiveSeconds {
      best = found
      note(found)
    }
    return found
  }

  /// Moves all thresholds at once, again and again, from `plan`.
  package mutating func alternate(from plan: OffloadingPlan, softening: Double) {
    var state = visit(plan, softening: softening, tolerance: Self.rough)
    var patience = [Patience](repeating: Patience(), count: problem.network.nodeCount)
    var least = state.evaluation.objectiveSeconds, idle = 0
    while idle < Self.idleMoves && iterations < limit {
      var moved = state.plan
      for move in moves(from: state.plan, search: .all) where patience[move.node].isOver() {
        patience[move.node].note(moveFrom: moved.level[move.node], to: move.level)
        moved.level[move.node] = move.level
      }
      guard moved.level != state.plan.level else { break }
      state = visit(moved, softening: Self.warm, tolerance: Self.rough)
      let objective = state.evaluation.objectiveSeconds
      idle = objective < least * (1 - Self.leastGain) ? 0 : idle + 1
      least = min(least, objective)
    }
  }

  /// Refines `plan`, which is nearly right: its strategy to the end, and thresholds as long as some gain with the strategy as
  /// it is.
  package mutating func follow(_ plan: OffloadingPlan) {
    var state = visit(plan, softening: Self.nearly, tolerance: tolerance)
    while iterations < limit {
      let settled = settled(state.plan)
      guard settled.level != state.plan.level else { return }
      let found = visit(settled, softening: Self.nearly, tolerance: tolerance)
      guard gains(found, over: state) else { return }
      state = found
    }
  }

  /// Takes neighbouring levels that gain with the strategy as it is, and lets the strategy follow; where that ends, tries
  /// groups of levels with a strategy of their own. Ends when what is left promises less than `leastGain` of J.
  package mutating func polish() {
    var state = best
    while iterations < limit {
      let settled = settled(state.plan)
      if settled.level != state.plan.level {
        let found = visit(settled, softening: Self.warm, tolerance: Self.rough)
        if gains(found, over: state) {
          state = found
          continue
        }
      }
      guard let found = follow(from: state) else { return }
      state = found
    }
  }

  private func gains(_ found: FlowOptimum, over state: FlowOptimum) -> Bool {
    found.evaluation.objectiveSeconds < state.evaluation.objectiveSeconds * (1 - Self.leastGain)
  }

  /// The first group of neighbouring levels, largest groups first, that gains once the strategy has followed.
  private mutating func follow(from state: FlowOptimum) -> FlowOptimum? {
    let moves = moves(from: state.plan, search: .neighbours)
    let worthwhile = leastTasks(state.evaluation.objectiveSeconds)
    var size = moves.count, attempts = 0
    while size > 0 {
      for first in stride(from: 0, to: moves.count, by: size) where iterations < limit {
        let group = moves[first..<min(first + size, moves.count)]
        guard Self.promise(group) > worthwhile else { break }  // most promising first: the others are less
        let found = visit(
          Self.apply(group, to: state.plan), softening: Self.warm, tolerance: Self.rough)
        if gains(found, over: state) { return found }
        attempts += 1
        if attempts == Self.attempts { return nil }
      }
      size /= 2
    }
    return nil
  }

  /// `plan` with neighbouring levels taken in groups, halved where they do not gain, as long as J falls with the strategy
  /// as it is: the flows each, no solve. What the strategy does later can only add to the gain.
  private func settled(_ plan: OffloadingPlan) -> OffloadingPlan {
    var plan = plan, cost = cost(of: plan)
    while true {
      let before = cost
      take(moves(from: plan, search: .neighbours)[...], &plan, &cost)
      if cost >= before * (1 - Self.leastGain) { return plan }
    }
  }

  private func take(_ moves: ArraySlice<Move>, _ plan: inout OffloadingPlan, _ cost: inout Double) {
    guard Self.promise(moves) > Self.leastGain * cost else { return }
    let moved = Self.apply(moves, to: plan), value = self.cost(of: moved)
    if value < cost {
      (plan, cost) = (moved, value)
    } else if moves.count > 1 {
      let middle = moves.startIndex + moves.count / 2
      take(moves[..<middle], &plan, &cost)
      take(moves[middle...], &plan, &cost)
    }
  }

  /// ΛJ, tasks.
  private func cost(of plan: OffloadingPlan) -> Double {
    Evaluation.cost(problem, plan, Flows(problem, plan))
  }

  private static func apply(_ moves: ArraySlice<Move>, to plan: OffloadingPlan) -> OffloadingPlan {
    var plan = plan
    for move in moves { plan.level[move.node] = move.level }
    return plan
  }

  /// What `moves` save at fixed prices, in tasks.
  private static func promise(_ moves: ArraySlice<Move>) -> Double { moves.reduce(0) { $0 + $1.gain } }

  /// The least gain that counts, in tasks.
  private func leastTasks(_ objective: Double) -> Double {
    Self.leastGain * objective * problem.conditions.totalArrivalRate
  }

  /// Solves for the best state's thresholds, well inside the tolerance.
  package mutating func finish() {
    visit(best.plan, softening: Self.warm, tolerance: Self.finesse * tolerance)
  }

  private struct Move {
    let node: Int
    let level: Int
    /// What it saves at fixed prices, in tasks.
    let gain: Double
  }

  /// What every node would do, most promising first; nodes that stay are left out.
  private func moves(from plan: OffloadingPlan, search: ThresholdSearch) -> [Move] {
    let flows = Flows(problem, plan), prices = Prices(problem, plan, flows), network = problem.network
    let kappa = problem.cost.kappaSeconds
    var moves: [Move] = []
    for node in 0..<network.nodeCount {
      guard let table = network.exit(at: node).table else { continue }
      let inflow = flows.inflow[node].total > 0 ? flows.inflow[node] : flows.inflowMix[node]
      let onward = onwardCost(of: node, plan, flows, prices)
      let level = ThresholdUpdate.level(
        from: plan.level[node], inflow: inflow, onward: onward, table: table, kappaSeconds: kappa,
        search: search)
      guard level != plan.level[node] else { continue }
      let costs = LevelCosts(inflow: inflow, onward: onward, kappaSeconds: kappa)
      let gain = costs.cost(of: plan.level[node], table) - costs.cost(of: level, table)
      moves.append(Move(node: node, level: level, gain: gain))
    }
    return moves.sorted { ($0.gain, $1.node) > ($1.gain, $0.node) }
  }

  private func onwardCost(
    of node: Int, _ plan: OffloadingPlan, _ flows: Flows, _ prices: Prices
  ) -> OnwardCost {
    var onward = OnwardCost()
    for arc in problem.network.arcs(from: node) {
      let head = problem.network.head[arc]
      let link = problem.cost.link(
        flow: flows.arcFlow[arc], transmissionSeconds: problem.conditions.transmissionSeconds[arc])
      onward.add(
        probability: plan.probability[arc], crossing: prices.crossing[arc], price: prices.node[head],
        elasticity: link.curvature * flows.arcFlow[arc] + prices.curvature[head] * flows.inflow[head].total)
    }
    return onward
  }

  /// The relative gap to which flows are solved while thresholds still move.
  private static let rough = 1e-5
  /// The share of the tolerance that the last solve aims at: it takes one or two iterations more.
  private static let finesse = 0.1
  /// The share of an even split mixed in when only thresholds have moved.
  private static let warm = 0.1
  /// The same where neighbours have settled.
  private static let nearly = 0.03
  /// The share of J that counts as a gain.
  private static let leastGain = 5e-7
  /// Groups solved for without a gain before polishing ends; up to eight moves are all tried alone.
  private static let attempts = 16
  /// Moves of all thresholds without a gain before the next phase.
  private static let idleMoves = 4
}
