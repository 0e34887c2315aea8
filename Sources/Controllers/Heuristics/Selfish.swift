import EdgeModel

/// Everybody for themselves: the equilibrium of `SelfishGame`, warm from the slot before, then thresholds by their rule.
struct Selfish: Controller {
  let network: Network
  let cost: CostModel
  let settings: ControllerSettings
  /// How tasks are dispatched: by the equilibrium, or with it as what to expect of dispatch by queues.
  var dispatch = DispatchRule.byStrategy
  private var lastPlan: OffloadingPlan?

  /// The plan of the slot before.
  var memory: OffloadingPlan? {
    get { lastPlan }
    set { lastPlan = newValue }
  }

  init(
    network: Network, cost: CostModel, settings: ControllerSettings, dispatch: DispatchRule = .byStrategy
  ) {
    (self.network, self.cost, self.settings, self.dispatch) = (network, cost, settings, dispatch)
  }

  mutating func decide(_ observation: Observation) -> Decision {
    let problem = DecisionProblem(network: network, cost: cost, conditions: observation.conditions)
    let thresholds = SplitThresholds(settings), start = lastPlan ?? coldStart(thresholds)
    var game = SelfishGame(problem, from: start)
    game.play(tolerance: settings.tolerance, limit: settings.rounds)
    let set = thresholds.set(game.plan, on: problem, backlog: observation.backlog)
    // With other thresholds it is another game, though not by much.
    var last = SelfishGame(problem, from: set.plan)
    last.play(tolerance: settings.tolerance, limit: settings.rounds - game.rounds)
    defer { lastPlan = last.plan }
    return Decision(
      plan: last.plan, predicted: Evaluation(problem, last.plan), start: lastPlan == nil ? .cold : .warm,
      status: last.relativeGap <= settings.tolerance && set.isSettled ? .converged : .roundLimit,
      rounds: game.rounds + set.rounds + last.rounds, traffic: game.traffic + set.traffic + last.traffic,
      dispatch: dispatch, nashGapSeconds: last.gapSeconds)
  }

  private func coldStart(_ thresholds: SplitThresholds) -> OffloadingPlan {
    thresholds.fixed(
      OffloadingPlan.weighted(on: network) { network.speedWeight(ofArc: $0) }, on: network)
  }
}

extension ControllerEntry {
  /// The equilibrium of offloaders that look after their own tasks alone.
  static let selfish = ControllerEntry(
    name: "selfish", isHeuristic: true,
    summary: "every offloader's best response to the others' load, to equilibrium",
    source: "Model section 9; after arXiv 1812.07781", defaults: ControllerSettings(),
    make: { network, cost, settings, _ in Selfish(network: network, cost: cost, settings: settings) })
}
