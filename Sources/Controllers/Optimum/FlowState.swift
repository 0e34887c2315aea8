package import EdgeModel

/// The flows of a `FlowModel` and all that follows from them: prices, curvatures, how far they can be from the best.
package struct FlowState: Sendable {
  /// f of each arc of the model in 1/s.
  package var flow: [Double]
  /// N′ of each server in s; 0 at devices.
  package private(set) var marginal: [Double]
  /// 1/N″ of each server in 1/s².
  package private(set) var stiffness: [Double]
  /// φ of each server in 1/s.
  package private(set) var inflow: [Double]
  /// N′_a + c_a of each arc in s.
  package private(set) var arcPrice: [Double]
  /// N″_a of each arc in s².
  package private(set) var arcCurvature: [Double]
  /// What each offloader must send more than it does, in 1/s: rounding, unless flows were set from outside.
  package private(set) var shortage: [Double]
  /// A bound of how far the model's objective is above its least value, in tasks; see `measureGap`.
  package private(set) var gap = 0.0
  private var leastPrice: [Double]

  /// The flows of `plan`, its probabilities softened by an even split of weight `softening`.
  package init(_ model: FlowModel, of plan: OffloadingPlan, softening: Double = 0) {
    let arcs = [Double](repeating: 0, count: model.arc.count)
    let nodes = [Double](repeating: 0, count: model.gain.count)
    (flow, arcPrice, arcCurvature) = (arcs, arcs, arcs)
    (marginal, stiffness, inflow, leastPrice) = (nodes, nodes, nodes, nodes)
    shortage = [Double](repeating: 0, count: model.tail.count)
    model.setFlow(&flow, of: plan, softening: softening)
    evaluate(model)
  }

  /// Brings everything up to the flows: inflows, queues, shortages, the gap. Allocates nothing.
  package mutating func evaluate(_ model: FlowModel) {
    let queue = model.problem.cost.queue, network = model.problem.network
    for node in inflow.indices { inflow[node] = 0 }
    for a in flow.indices { inflow[model.head[a]] += flow[a] }
    for node in network.deviceCount..<inflow.count {
      let value = queue.value(inflow: inflow[node], serviceSeconds: network.serviceSeconds[node])
      marginal[node] = value.marginal
      stiffness[node] = 1 / value.curvature
    }
    for index in model.tail.indices {
      let node = model.tail[index]
      var sent = 0.0
      for a in model.first[index]..<model.first[index + 1] {
        let link = queue.value(inflow: flow[a], serviceSeconds: model.linkSeconds[a])
        arcPrice[a] = link.marginal + model.linear[a]
        arcCurvature[a] = link.curvature
        sent += flow[a]
      }
      shortage[index] = model.supply[node] + model.gain[node] * inflow[node] - sent
    }
    measureGap(model)
  }

  /// Σ_a f_a (price of a − least price at its tail), least prices swept backward: a Frank–Wolfe gap, Model (14) in
  /// total flows. The model is convex and the flows are conserved, so its least value is no further away.
  private mutating func measureGap(_ model: FlowModel) {
    gap = 0
    for node in leastPrice.indices { leastPrice[node] = marginal[node] }
    for index in model.tail.indices.reversed() {
      let node = model.tail[index]
      var least = Double.infinity, sum = 0.0, sent = 0.0
      for a in model.first[index]..<model.first[index + 1] {
        let price = arcPrice[a] + leastPrice[model.head[a]]
        least = min(least, price)
        sum += flow[a] * price
        sent += flow[a]
      }
      gap += sum - sent * least
      leastPrice[node] += model.gain[node] * least
    }
  }
}
