package import EdgeModel

/// The best offloading strategy found for fixed thresholds, and what is proved of it.
///
/// The problem in strategies is a sequence of `FlowModel`s: solve one by `InteriorPoint`, go there as far as the objective
/// itself falls, begin again. A model agrees with the objective to first order, so every step is one of descent, and the
/// end is stationary. Where no route changes a class mix the model is the problem, and one solve is the optimum,
/// with a proof.
package struct FlowOptimum: Sendable {
  /// The plan; its levels are those it was asked for.
  package private(set) var plan: OffloadingPlan
  /// What the plan costs, with the bound of Model (14).
  package private(set) var evaluation: Evaluation
  /// The Frank–Wolfe gap in total flows, relative to J. It bounds (J − J*)/J when `isProved`, and is 0 exactly where
  /// no small change of the strategy helps.
  package private(set) var relativeGap: Double
  /// Whether `relativeGap` is a bound: no route changes a class mix, so that the problem is convex in total flows.
  package private(set) var isProved: Bool
  /// Interior-point iterations used.
  package private(set) var iterations = 0

  private let problem: DecisionProblem
  private var model: FlowModel

  /// The optimum around `plan`, to a relative gap of `tolerance`, in at most `limit` iterations.
  ///
  /// - Parameter softening: How much of an even split is mixed in before the search begins: 1 forgets the plan's
  ///   strategy, a tenth serves after a small change.
  package init(
    _ problem: DecisionProblem, around plan: OffloadingPlan, softening: Double, tolerance: Double, limit: Int
  ) {
    self.problem = problem
    self.plan = plan
    let flows = Flows(problem, plan), prices = Prices(problem, plan, flows)
    model = FlowModel(problem, plan, flows, prices)
    evaluation = Evaluation(problem, plan, flows, prices)
    isProved = model.isExact
    relativeGap = 0
    relativeGap = gap(of: plan)
    var softening = softening
    while relativeGap > tolerance && iterations < limit {
      let gains = advance(softening: softening, tolerance: tolerance, limit: limit)
      if !gains && softening == 1 { break }
      softening = gains ? min(softening, Self.refinement) : 1
    }
  }

  /// The weight of the even split when a solve begins where one has just ended.
  private static let refinement = 0.03
  /// The least share of the objective that a step must gain.
  private static let leastGain = 1e-13

  /// Solves one model and moves towards its solution.
  ///
  /// - Returns: Whether anything was gained.
  private mutating func advance(softening: Double, tolerance: Double, limit: Int) -> Bool {
    let scale = scale
    var method = InteriorPoint(model, from: plan, softening: softening)
    method.run(tolerance: 0.1 * tolerance * scale, limit: limit - iterations)
    iterations += method.iterations
    var start = [Double](repeating: 0, count: model.arc.count)
    model.setFlow(&start, of: plan, softening: 0)
    var length = 1.0
    for attempt in 0..<Self.attempts {
      let flow = start.indices.map { start[$0] + length * (method.state.flow[$0] - start[$0]) }
      if attempt == 0, adopt(strategy(of: flow, dropping: method)) { return true }
      if adopt(strategy(of: flow, dropping: nil)) { return true }
      length *= 0.5
    }
    return adoptByGap(strategy(of: method.state.flow, dropping: method))
      || adoptByGap(strategy(of: method.state.flow, dropping: nil))
      || redirectIdle(start, as: strategy(of: method.state.flow, dropping: method))
  }

  /// Gives offloaders that have nothing to send the strategy of `target`: it costs nothing, but what is behind an unused
  /// server decides whether it is worth using.
  private mutating func redirectIdle(_ flow: [Double], as target: OffloadingPlan) -> Bool {
    var changed = plan
    for index in model.tail.indices {
      let arcs = model.first[index]..<model.first[index + 1]
      guard arcs.allSatisfy({ flow[$0] == 0 }) else { continue }
      for a in arcs { changed.probability[model.arc[a]] = target.probability[model.arc[a]] }
    }
    guard changed != plan else { return false }
    return adoptByGap(changed)
  }

  /// Takes `plan` if its gap is clearly smaller and J no worse but for rounding: near the optimum J differs by the
  /// square of what the gap still shows.
  private mutating func adoptByGap(_ plan: OffloadingPlan) -> Bool {
    let old = self
    take(plan)
    let isNoWorse = evaluation.objectiveSeconds <= old.evaluation.objectiveSeconds * (1 + Self.leastGain)
    if isNoWorse && relativeGap < 0.9 * old.relativeGap { return true }
    self = old
    return false
  }

  /// Halvings of a step before it counts as no gain.
  private static let attempts = 12

  /// Takes `plan` if it is better.
  private mutating func adopt(_ plan: OffloadingPlan) -> Bool {
    let objective = Evaluation(problem, plan).objectiveSeconds
    guard objective < evaluation.objectiveSeconds * (1 - Self.leastGain) else { return false }
    take(plan)
    return true
  }

  private mutating func take(_ plan: OffloadingPlan) {
    let flows = Flows(problem, plan), prices = Prices(problem, plan, flows)
    self.plan = plan
    evaluation = Evaluation(problem, plan, flows, prices)
    model = FlowModel(problem, plan, flows, prices)
    relativeGap = gap(of: plan)
  }

  /// ΛJ: tasks in the system, wrong answers at their price.
  private var scale: Double { evaluation.objectiveSeconds * problem.conditions.totalArrivalRate }

  private func gap(of plan: OffloadingPlan) -> Double {
    scale > 0 ? max(0, FlowState(model, of: plan).gap) / scale : 0
  }

  /// The plan that sends `flow`. An interior point ends with a trace of flow on every arc; with `method` given, arcs
  /// whose share is small beside their relative reduced cost are not used.
  private func strategy(of flow: [Double], dropping method: InteriorPoint?) -> OffloadingPlan {
    var plan = plan
    for index in model.tail.indices {
      let arcs = model.first[index]..<model.first[index + 1]
      let sent = arcs.reduce(0) { $0 + flow[$1] }
      var kept = 0.0
      for a in arcs {
        let isTrace =
          method.map { flow[a] < Self.trace * sent * $0.relativeSlack(of: a, from: index) } ?? false
        plan.probability[model.arc[a]] = isTrace ? 0 : flow[a] / sent
        kept += plan.probability[model.arc[a]]
      }
      for a in arcs { plan.probability[model.arc[a]] /= kept }
    }
    return plan
  }

  /// The share of an offloader's outflow below which an arc is dropped, per relative reduced cost.
  private static let trace = 1e-3
}
