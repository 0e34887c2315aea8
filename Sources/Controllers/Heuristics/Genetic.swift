import EdgeModel

/// A genetic search over strategies and thresholds at once, with J as fitness and a budget of evaluations, not of time.
///
/// It starts from the plan of the slot before and from the splits by speed, by rate and equally. With the threshold rules
/// `fixed` and `load` thresholds are set first and only strategies evolve.
struct Genetic: Controller {
  let network: Network
  let cost: CostModel
  let settings: ControllerSettings
  private var lastPlan: OffloadingPlan?

  /// The plan of the slot before.
  var memory: OffloadingPlan? {
    get { lastPlan }
    set { lastPlan = newValue }
  }

  init(network: Network, cost: CostModel, settings: ControllerSettings) {
    (self.network, self.cost, self.settings) = (network, cost, settings)
  }

  mutating func decide(_ observation: Observation) -> Decision {
    let problem = DecisionProblem(network: network, cost: cost, conditions: observation.conditions)
    let evolvesLevels = settings.thresholdRule == .optimised
    let thresholds = SplitThresholds(settings)
    let founders = founders(problem).map { plan in
      evolvesLevels ? plan : thresholds.set(plan, on: problem, backlog: observation.backlog).plan
    }
    var population = Population(
      problem, founders: founders, evolvesLevels: evolvesLevels, seed: observation.seed,
      slot: observation.slot)
    population.evolve(evaluations: settings.evaluations)
    let plan = population.best
    defer { lastPlan = plan }
    return Decision(
      plan: plan, predicted: Evaluation(problem, plan), start: lastPlan == nil ? .cold : .warm,
      status: .roundLimit, rounds: population.generations)
  }

  private func founders(_ problem: DecisionProblem) -> [OffloadingPlan] {
    let network = network, transmission = problem.conditions.transmissionSeconds
    let thresholds = SplitThresholds(settings)
    let splits = [
      OffloadingPlan.weighted(on: network) { network.speedWeight(ofArc: $0) },
      OffloadingPlan.weighted(on: network) { 1 / max(transmission[$0], .leastNormalMagnitude) },
      OffloadingPlan.uniform(on: network),
    ]
    let founders = (lastPlan.map { [$0] } ?? []) + splits.map { thresholds.fixed($0, on: network) }
    // Nobody sends to a server that is known to have failed, and no child will.
    return founders.map { founder in
      WarmStart.redistributed(founder, on: network) { !problem.conditions.hasFailed(network.head[$0]) }
    }
  }
}

extension ControllerEntry {
  /// A search that knows the whole network and nothing about it.
  static let genetic = ControllerEntry(
    name: "genetic", isHeuristic: true,
    summary: "a genetic search over strategies and thresholds, its budget counted in evaluations",
    source: "Model section 9",
    defaults: {
      var settings = ControllerSettings()
      settings.thresholdRule = .optimised
      return settings
    }(),
    make: { network, cost, settings, _ in Genetic(network: network, cost: cost, settings: settings) })
}
