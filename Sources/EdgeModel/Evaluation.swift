/// How good a plan is and how far from the best it can be: Model (6), (7), (14), (15).
package struct Evaluation: Sendable, Equatable {
  /// T: mean response delay in s.
  package var delaySeconds: Double
  /// X: share of tasks answered wrongly.
  package var errorRate: Double
  /// J = T + κX in s.
  package var objectiveSeconds: Double
  /// A bound of J − J* for the plan's thresholds, in s: Model (14).
  package var gapSeconds: Double
  /// What offloaders could still gain by moving alone, in s: Model (15). 0 exactly at a fixed point.
  package var stationaritySeconds: Double
  /// ρ of every node.
  package var utilisation: [Double]

  /// Arcs that cannot carry what the plan sends them (f e ≥ 1), ascending; none where links are pure delays.
  package var overloadedLinks: [Int]

  /// Nodes that cannot carry what the plan sends them (ρ ≥ 1), ascending.
  package var overloadedNodes: [Int] { utilisation.indices.filter { utilisation[$0] >= 1 } }

  /// An evaluation from its parts: rates are per second, and counts of tasks are of the whole network.
  package init(
    totalArrivalRate: Double, kappaSeconds: Double, numberInSystem: Double, errorFlow: Double,
    relaxedGain: Double,
    unilateralGain: Double, utilisation: [Double], overloadedLinks: [Int]
  ) {
    let perArrival = totalArrivalRate > 0 ? 1 / totalArrivalRate : 0
    delaySeconds = numberInSystem * perArrival
    errorRate = errorFlow * perArrival
    objectiveSeconds = delaySeconds + kappaSeconds * errorRate
    gapSeconds = relaxedGain * perArrival
    stationaritySeconds = unilateralGain * perArrival
    self.utilisation = utilisation
    self.overloadedLinks = overloadedLinks
  }

  /// The evaluation of `plan`: one forward and two backward sweeps. All but `utilisation` is 0 without arrivals.
  ///
  /// - Complexity: O(nodes + arcs).
  package init(_ problem: DecisionProblem, _ plan: OffloadingPlan) {
    let flows = Flows(problem, plan)
    self.init(problem, plan, flows, Prices(problem, plan, flows))
  }

  /// The same, where flows and prices are known already.
  package init(_ problem: DecisionProblem, _ plan: OffloadingPlan, _ flows: Flows, _ prices: Prices) {
    let network = problem.network
    self.init(
      totalArrivalRate: problem.conditions.totalArrivalRate, kappaSeconds: problem.cost.kappaSeconds,
      numberInSystem: Self.numberInSystem(problem, flows), errorFlow: Self.errorFlow(network, plan, flows),
      relaxedGain: Self.relaxedGain(problem, plan, flows, prices),
      unilateralGain: Self.unilateralGain(network, plan, flows, prices),
      utilisation: (0..<network.nodeCount).map { flows.inflow[$0].total * network.serviceSeconds[$0] },
      overloadedLinks: problem.overloadedLinks { flows.arcFlow[$0] })
  }

  /// ΛJ of `plan`, tasks, from its flows alone: where objectives are compared and nothing else is asked.
  ///
  /// - Complexity: O(nodes + arcs).
  package static func cost(_ problem: DecisionProblem, _ plan: OffloadingPlan, _ flows: Flows) -> Double {
    numberInSystem(problem, flows) + problem.cost.kappaSeconds * errorFlow(problem.network, plan, flows)
  }

  /// Σ_j N_j + Σ_ij (N_ij + f_ij τ_ij): tasks in the system.
  private static func numberInSystem(_ problem: DecisionProblem, _ flows: Flows) -> Double {
    let network = problem.network
    var number = 0.0
    for node in 0..<network.nodeCount {
      number +=
        problem.cost.queue.value(
          inflow: flows.inflow[node].total, serviceSeconds: network.serviceSeconds[node]
        ).number
    }
    for arc in 0..<network.arcCount {
      let flow = flows.arcFlow[arc], seconds = problem.conditions.transmissionSeconds[arc]
      number +=
        problem.cost.link(flow: flow, transmissionSeconds: seconds).number
        + flow * network.propagationSeconds[arc]
    }
    return number
  }

  /// Σ_j φ_j · E_j: wrong answers per second.
  private static func errorFlow(_ network: Network, _ plan: OffloadingPlan, _ flows: Flows) -> Double {
    (0..<network.nodeCount).reduce(0) {
      $0 + flows.inflow[$1].dot(network.error(at: $1, level: plan.level[$1]))
    }
  }

  /// Σ_i λ_i m_i · (V_i − V^min_i): Model (14), the minimum over receivers taken per class.
  private static func relaxedGain(
    _ problem: DecisionProblem, _ plan: OffloadingPlan, _ flows: Flows, _ prices: Prices
  ) -> Double {
    let network = problem.network
    var least = prices.node
    for node in (0..<network.nodeCount).reversed() where !network.arcs(from: node).isEmpty {
      var onward = ClassVector(repeating: .infinity)
      for arc in network.arcs(from: node) {
        onward.replace(
          with: least[network.head[arc]] + prices.crossing[arc],
          where: (least[network.head[arc]] + prices.crossing[arc]) .< onward)
      }
      let survive = network.survive(at: node, level: plan.level[node])
      least[node] -= survive * (prices.continuation[node] - onward)
    }
    return (0..<network.deviceCount).reduce(0) {
      $0 + flows.inflow[$1].dot(prices.node[$1] - least[$1])
    }
  }

  /// Σ_i o_i Σ_j p_ij (δ_ij − δ_ij*): Model (15).
  private static func unilateralGain(
    _ network: Network, _ plan: OffloadingPlan, _ flows: Flows, _ prices: Prices
  ) -> Double {
    var gain = 0.0
    for node in 0..<network.nodeCount {
      let arcs = network.arcs(from: node)
      guard let best = prices.arc[arcs].min() else { continue }
      let excess = arcs.reduce(0) { $0 + plan.probability[$1] * (prices.arc[$1] - best) }
      gain += flows.outflow[node].total * excess
    }
    return gain
  }
}

extension DecisionProblem {
  /// The arcs that `flow`, in 1/s by arc, gives more than they can carry: f e ≥ 1; a pure delay carries anything.
  package func overloadedLinks(flow: (Int) -> Double) -> [Int] {
    guard cost.linkModel == .queue else { return [] }
    return (0..<network.arcCount).filter { flow($0) * conditions.transmissionSeconds[$0] >= 1 }
  }
}
