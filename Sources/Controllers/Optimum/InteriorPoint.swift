import EdgeModel

/// A primal-dual interior-point method for a `FlowModel`: Mehrotra's predictor and corrector with exact flows.
///
/// Flows stay positive and conserved; f_a z_a = μ is driven to 0. Per iteration one matrix of one row per server is
/// factored (`ServerSystem`) and solved with twice. Nothing is allocated while it runs. After Nocedal & Wright, *Numerical
/// Optimization*, 2nd ed., §14.2 and §19.3.
struct InteriorPoint: Sendable {
  private let model: FlowModel
  private var system: ServerSystem
  /// Where it is.
  private(set) var state: FlowState
  /// z: the reduced cost of each arc, in s.
  private(set) var slack: [Double]
  /// ν of each offloader: what it costs to send one more task, in s.
  private var outflowPrice: [Double]
  private var weight: [Double]
  private var force: [Double]
  private var step: [Double]
  private var slackStep: [Double]
  private var inflowPriceStep: [Double]
  private var outflowPriceStep: [Double]
  private var inflowStep: [Double]
  private var nodePrice: [Double]
  /// Iterations done.
  private(set) var iterations = 0

  /// A method for `model`, at the flow of `plan` softened to the inside.
  init(_ model: FlowModel, from plan: OffloadingPlan, softening: Double) {
    self.model = model
    system = ServerSystem(model)
    state = FlowState(model, of: plan, softening: softening)
    let arcs = [Double](repeating: 0, count: model.arc.count)
    let nodes = [Double](repeating: 0, count: model.gain.count)
    let tails = [Double](repeating: 0, count: model.tail.count)
    (slack, weight, force, step, slackStep) = (arcs, arcs, arcs, arcs, arcs)
    (inflowPriceStep, inflowStep, nodePrice) = (nodes, nodes, nodes)
    (outflowPrice, outflowPriceStep) = (tails, tails)
    setLeastPrices()
  }

  /// Runs until the gap is at most `tolerance` tasks, progress ends, or `limit` iterations are done.
  mutating func run(tolerance: Double, limit: Int) {
    var least = Double.infinity, since = 0
    while state.gap > tolerance && iterations < limit && since < Self.patience && !state.flow.isEmpty {
      advance()
      iterations += 1
      since = state.gap < 0.9 * least ? 0 : since + 1
      least = min(least, state.gap)
    }
  }

  /// One iteration: a step to the boundary tells how far to aim, a second one bends the path.
  private mutating func advance() {
    for a in state.flow.indices { weight[a] = 1 / (state.arcCurvature[a] + slack[a] / state.flow[a]) }
    system.factor(model, weight: weight, stiffness: state.stiffness)
    for a in state.flow.indices { slackStep[a] = 0 }
    setDirection(target: 0)
    let complementarity = meanComplementarity(primal: 0, dual: 0)
    let predicted = meanComplementarity(
      primal: longestStep(from: state.flow, along: step), dual: longestStep(from: slack, along: slackStep))
    let centring = predicted / complementarity
    let target = complementarity * max(centring * centring * centring, 1e-6)
    setDirection(target: target)
    move(target: target)
  }

  /// The Newton direction towards f z = `target`; the second time with the product of the first steps removed.
  private mutating func setDirection(target: Double) {
    for index in model.tail.indices {
      let price = outflowPrice[index]
      for a in model.first[index]..<model.first[index + 1] {
        force[a] =
          price - nodePrice[model.head[a]] - state.arcPrice[a] + (target - step[a] * slackStep[a])
          / state.flow[a]
      }
    }
    system.solve(
      model, weight: weight, stiffness: state.stiffness, force: force, shortage: state.shortage,
      inflowPrice: &inflowPriceStep, outflowPrice: &outflowPriceStep)
    for index in model.tail.indices {
      let price = outflowPriceStep[index]
      for a in model.first[index]..<model.first[index + 1] {
        let move = weight[a] * (force[a] + price - inflowPriceStep[model.head[a]])
        let product = step[a] * slackStep[a]
        slackStep[a] = (target - product - slack[a] * move) / state.flow[a] - slack[a]
        step[a] = move
      }
    }
  }

  /// The longest step, at most 1, that keeps `value` from falling below 0.
  private func longestStep(from value: [Double], along step: [Double], damping: Double = 1) -> Double {
    var ratio = damping  // max −step/value
    for a in value.indices { ratio = max(ratio, -step[a] / value[a]) }
    return damping / ratio
  }

  private func meanComplementarity(primal: Double, dual: Double) -> Double {
    var sum = 0.0
    for a in state.flow.indices {
      sum += (state.flow[a] + primal * step[a]) * (slack[a] + dual * slackStep[a])
    }
    return sum / Double(state.flow.count)
  }

  /// Moves along the direction, almost to the boundary at most, and less where the objective bends.
  private mutating func move(target: Double) {
    var primal = longestStep(from: state.flow, along: step, damping: Self.damping)
    let dual = longestStep(from: slack, along: slackStep, damping: Self.damping)
    let slope = barrierSlope(at: 0, target: target)
    while slope < 0 && primal > 1e-6 && barrierSlope(at: primal, target: target) > -0.5 * slope {
      primal *= 0.5
    }
    for a in state.flow.indices {
      state.flow[a] += primal * step[a]
      slack[a] += dual * slackStep[a]
    }
    for index in model.tail.indices { outflowPrice[index] += primal * outflowPriceStep[index] }
    state.evaluate(model)
    setNodePrices()
  }

  /// The derivative of the objective minus `target` · Σ log f along the direction, after a step of `length`.
  ///
  /// Convex along the direction, so a slope that has not turned far upwards means that the step is not too long.
  private mutating func barrierSlope(at length: Double, target: Double) -> Double {
    let queue = model.problem.cost.queue, network = model.problem.network
    for node in inflowStep.indices { inflowStep[node] = 0 }
    var slope = 0.0
    for a in state.flow.indices {
      let moved = state.flow[a] + length * step[a]
      inflowStep[model.head[a]] += step[a]
      let link = queue.value(inflow: moved, serviceSeconds: model.linkSeconds[a]).marginal
      slope += (link + model.linear[a] - target / moved) * step[a]
    }
    for node in network.deviceCount..<state.inflow.count {
      let moved = state.inflow[node] + length * inflowStep[node]
      slope +=
        queue.value(inflow: moved, serviceSeconds: network.serviceSeconds[node]).marginal * inflowStep[node]
    }
    return slope
  }

  /// y = N′ + r ν at every server.
  private mutating func setNodePrices() {
    for node in nodePrice.indices { nodePrice[node] = state.marginal[node] }
    for index in model.tail.indices {
      let node = model.tail[index]
      nodePrice[node] += model.gain[node] * outflowPrice[index]
    }
  }

  /// ν as the least price there is, last offloader first, and z as the reduced cost plus a share of the mean gap:
  /// dual feasible, and near the end of a search the better half of a warm start.
  private mutating func setLeastPrices() {
    setNodePrices()
    for index in model.tail.indices.reversed() {
      let node = model.tail[index]
      var least = Double.infinity
      for a in model.first[index]..<model.first[index + 1] {
        least = min(least, state.arcPrice[a] + nodePrice[model.head[a]])
      }
      outflowPrice[index] = least
      nodePrice[node] = state.marginal[node] + model.gain[node] * least
    }
    let product = Self.startingShare * state.gap / Double(max(1, slack.count))
    for index in model.tail.indices {
      for a in model.first[index]..<model.first[index + 1] {
        slack[a] =
          state.arcPrice[a] + nodePrice[model.head[a]] - outflowPrice[index] + product / state.flow[a]
      }
    }
  }

  /// z over ν: how much dearer arc `a` of offloader `index` is than the best, as a share of the price.
  func relativeSlack(of a: Int, from index: Int) -> Double {
    outflowPrice[index] > 0 ? min(1, slack[a] / outflowPrice[index]) : 0
  }

  /// The share of the way to the boundary that a step may go.
  private static let damping = 0.995
  /// f z of a start beside the reduced cost, as a share of the mean gap. From 0.03 to 3 iterations hardly change.
  private static let startingShare = 0.1
  /// Iterations without a tenth off the gap after which rounding has won.
  private static let patience = 30
}
