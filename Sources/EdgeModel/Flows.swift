/// What flows through every node and arc under a plan: Model (3) and (4).
package struct Flows: Sendable {
  /// φ: inflow of each node by class, in 1/s.
  package private(set) var inflow: [ClassVector]
  /// o: what each node sends on by class, in 1/s.
  package private(set) var outflow: [ClassVector]
  /// The class mix of each node's inflow; for an idle node, of what would enter it. Sums to 1.
  package private(set) var inflowMix: [ClassVector]
  /// w: the class mix of what each node sends on, or would send on. Sums to 1.
  package private(set) var outflowMix: [ClassVector]
  /// f: flow on each arc in 1/s.
  package private(set) var arcFlow: [Double]

  /// The flows of `plan`: one forward sweep.
  ///
  /// - Complexity: O(nodes + arcs).
  package init(_ problem: DecisionProblem, _ plan: OffloadingPlan) {
    let network = problem.network
    inflow = [ClassVector](repeating: .zero, count: network.nodeCount)
    outflow = inflow
    inflowMix = inflow
    outflowMix = inflow
    arcFlow = [Double](repeating: 0, count: network.arcCount)
    for node in 0..<network.nodeCount {
      receive(at: node, network, problem.conditions, plan)
      send(from: node, network, plan)
    }
  }

  private mutating func receive(
    at node: Int, _ network: Network, _ conditions: Conditions, _ plan: OffloadingPlan
  ) {
    if node < network.deviceCount {
      inflowMix[node] = conditions.classMix[node]
      inflow[node] = conditions.arrivalRate[node] * inflowMix[node]
      return
    }
    var flow = ClassVector.zero
    for arc in network.arcs(into: node) {
      flow += plan.probability[arc] * outflow[network.tail[arc]]  // φ_j = Σ_i p_ij o_i
    }
    inflow[node] = flow
    inflowMix[node] = ClassMix.of(flow, else: mixIfSent(to: node, network))
  }

  /// The class mix of what would enter the idle `node`.
  private func mixIfSent(to node: Int, _ network: Network) -> ClassVector {
    var offered = ClassVector.zero, mix = ClassVector.zero
    for arc in network.arcs(into: node) {
      let tail = network.tail[arc]
      offered += outflow[tail]
      mix += outflowMix[tail]
    }
    return ClassMix.of(offered, else: ClassMix.of(mix, else: ClassMix.even))
  }

  private mutating func send(from node: Int, _ network: Network, _ plan: OffloadingPlan) {
    let survive = network.survive(at: node, level: plan.level[node])
    outflow[node] = inflow[node] * survive  // o_j = φ_j R
    outflowMix[node] = ClassMix.of(inflowMix[node] * survive, else: inflowMix[node])
    let total = outflow[node].total
    for arc in network.arcs(from: node) { arcFlow[arc] = plan.probability[arc] * total }
  }
}
