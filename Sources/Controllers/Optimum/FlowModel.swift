package import EdgeModel

/// The convex problem in total flows that stands for the routing problem around one plan, thresholds fixed.
///
///     minimise  Σ_j N_j(φ_j) + Σ_a ( N_a(f_a) + c_a f_a ),   f ≥ 0,  φ_j = Σ_in f_a
///     such that Σ_out f_a = λ_i at devices,  Σ_out f_a = r_j φ_j at servers
///
/// r_j is the surviving share of the mix that reaches j under the plan. Routing cannot see the class, so moving flow
/// also moves mixes; c_a carries the first-order part of that: the derivative in every f_a is δ_a of Model (9) at the plan.
/// Where no route changes a mix (`isExact`), this is the routing problem itself, up to a constant.
package struct FlowModel: Sendable {
  /// The problem it stands for.
  package let problem: DecisionProblem
  /// Offloaders with something to send, ascending.
  package private(set) var tail: [Int] = []
  /// Arcs out of `tail[t]` are `first[t]..<first[t + 1]` in `arc`, `head`, `linear` and `linkSeconds`.
  package private(set) var first: [Int] = [0]
  /// The number of each such arc in the network.
  package private(set) var arc: [Int] = []
  /// The receiver of each arc.
  package private(set) var head: [Int] = []
  /// c: cost of each arc per unit of flow beside its queue and its receiver's, in s.
  package private(set) var linear: [Double] = []
  /// The service time of each arc where links are queues, 0 where they are delays, in s.
  package private(set) var linkSeconds: [Double] = []
  /// r: the share of its inflow that each node sends on; of the devices, 0.
  package private(set) var gain: [Double]
  /// What each device sends, in 1/s; 0 for servers.
  package private(set) var supply: [Double]
  /// Whether every mix is the same whatever the routing, so that the model is the problem itself.
  package private(set) var isExact = true

  /// The model around `plan`.
  ///
  /// - Complexity: O(nodes + arcs).
  package init(_ problem: DecisionProblem, _ plan: OffloadingPlan, _ flows: Flows, _ prices: Prices) {
    let network = problem.network
    self.problem = problem
    gain = [Double](repeating: 0, count: network.nodeCount)
    supply = gain
    var isReached = [Bool](repeating: false, count: network.nodeCount)
    for node in 0..<network.nodeCount {
      let share = flows.inflowMix[node].dot(network.survive(at: node, level: plan.level[node]))
      if node < network.deviceCount {
        supply[node] = problem.conditions.arrivalRate[node] * share
        isReached[node] = supply[node] > 0
      } else {
        gain[node] = isReached[node] ? share : 0
      }
      let sends = node < network.deviceCount ? supply[node] > 0 : gain[node] > 0
      guard sends, !network.arcs(from: node).isEmpty else {
        gain[node] = 0
        continue
      }
      for arc in network.arcs(from: node) { isReached[network.head[arc]] = true }
      tail.append(node)
    }
    for node in tail { appendArcs(of: node, flows, prices, plan) }
    isExact = Self.mixesAreFixed(network, plan, flows, tail)
  }

  private mutating func appendArcs(
    of node: Int, _ flows: Flows, _ prices: Prices, _ plan: OffloadingPlan
  ) {
    let network = problem.network
    for arc in network.arcs(from: node) {
      let head = network.head[arc], seconds = problem.conditions.transmissionSeconds[arc]
      let marginal = problem.cost.queue.value(
        inflow: flows.inflow[head].total, serviceSeconds: network.serviceSeconds[head]
      ).marginal
      let onward = gain[head] * flows.outflowMix[head].dot(prices.continuation[head])
      let isQueue = problem.cost.linkModel == .queue
      self.arc.append(arc)
      self.head.append(head)
      linkSeconds.append(isQueue ? seconds : 0)
      // δ_a without its queue, the receiver's queue, and what the receiver's outflow is charged
      linear.append(
        network.propagationSeconds[arc] + (isQueue ? 0 : seconds)
          + (flows.outflowMix[node].dot(prices.node[head]) - marginal - onward))
    }
    first.append(arc.count)
  }

  /// Whether all offloaders of a layer that send send the same mix, and all receivers treat it alike.
  private static func mixesAreFixed(
    _ network: Network, _ plan: OffloadingPlan, _ flows: Flows, _ tail: [Int]
  ) -> Bool {
    var reference = [ClassVector?](repeating: nil, count: network.layers.count)
    for node in tail {
      let layer = network.layerOfNode[node], mix = flows.outflowMix[node]
      guard let first = reference[layer] else {
        reference[layer] = mix
        continue
      }
      if (mix - first).max() > 1e-12 || (first - mix).max() > 1e-12 { return false }
    }
    return true
  }

  /// Replaces `flow` by that of the probabilities `plan`, softened by an even split of weight `softening`.
  package func setFlow(_ flow: inout [Double], of plan: OffloadingPlan, softening: Double) {
    var inflow = [Double](repeating: 0, count: gain.count)
    for index in tail.indices {
      let node = tail[index], arcs = first[index]..<first[index + 1]
      let outflow = supply[node] + gain[node] * inflow[node]
      for a in arcs {
        let share = (1 - softening) * plan.probability[arc[a]] + softening / Double(arcs.count)
        flow[a] = outflow * share
        inflow[head[a]] += flow[a]
      }
    }
  }
}
