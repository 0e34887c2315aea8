package import EdgeModel

/// The optimum as a controller: what one computer that knows everything and talks to nobody would decide.
///
/// Thresholds fixed (`threshold_every` 0): `FlowOptimum`. Thresholds free: `ThresholdDescent` from where neighbours agree
/// (`dto-ee-exact`, from nothing) and from the middle level; the better end is polished. Once there is a plan of the slot before,
/// neighbours begin with it (`dto-ee-clearing`), and only what they agree on is refined: a hundredth of the work.
/// `tolerance` is the relative gap at which it stops, `rounds` the number of interior-point iterations at most.
package struct Optimum: Controller {
  private let network: Network
  private let cost: CostModel
  private let settings: ControllerSettings
  private let recordsHistory: Bool
  private var lastPlan: OffloadingPlan?

  /// The plan of the slot before.
  package var memory: OffloadingPlan? {
    get { lastPlan }
    set { lastPlan = newValue }
  }

  /// A controller for `network`.
  ///
  /// - Parameter recordsHistory: Whether decisions carry every improvement on the way.
  package init(network: Network, cost: CostModel, settings: ControllerSettings, recordsHistory: Bool) {
    self.network = network
    self.cost = cost
    self.settings = settings
    self.recordsHistory = recordsHistory
  }

  package mutating func decide(_ observation: Observation) -> Decision {
    let problem = DecisionProblem(network: network, cost: cost, conditions: observation.conditions)
    let start = lastPlan ?? coldStart(), softening = lastPlan == nil ? 1 : Self.warm
    let isFollowing = lastPlan != nil && settings.thresholdEvery > 0
    let tolerance = isFollowing ? Self.laxity * settings.tolerance : settings.tolerance
    var search = ThresholdDescent(problem, from: start, tolerance: tolerance, limit: settings.rounds)
    if settings.thresholdEvery == 0 {
      search.visit(start, softening: softening, tolerance: tolerance)
    } else if isFollowing {
      search.follow(agreement(observation))
    } else {
      search.alternate(from: start, softening: softening)
      search.alternate(from: agreement(observation), softening: Self.warm)
      search.polish()
      search.finish()
    }
    let decision = decision(search, tolerance)
    lastPlan = decision.plan
    return decision
  }

  /// How much larger a gap may stay in later slots. From 1e-7 to 1e-4 J falls by less than the least gain of a threshold
  /// that is looked for, and solves are four fifths of the work.
  private static let laxity = 1000.0
  /// The share of an even split mixed into a plan that is nearly right.
  private static let warm = 0.1

  private func coldStart() -> OffloadingPlan {
    var plan = OffloadingPlan.uniform(on: network)
    if let threshold = settings.threshold { plan.setThresholds(nearest: threshold, on: network) }
    return plan
  }

  /// What neighbours agree on when they start from nothing, or from the last plan where there is one.
  private func agreement(_ observation: Observation) -> OffloadingPlan {
    let entry = lastPlan == nil ? ControllerEntry.dtoEEExact : .dtoEEClearing
    var neighbours = DTOEE(network: network, cost: cost, settings: entry.defaults, recordsHistory: false)
    if let lastPlan { neighbours.resume(from: lastPlan) }
    return neighbours.decide(observation).plan
  }

  private func decision(_ search: ThresholdDescent, _ tolerance: Double) -> Decision {
    let best = search.best
    let status: Decision.Status =
      if best.relativeGap <= tolerance {
        .converged
      } else {
        search.iterations >= settings.rounds ? .roundLimit : .stalled
      }
    return Decision(
      plan: best.plan, predicted: best.evaluation, start: lastPlan == nil ? .cold : .warm, status: status,
      rounds: search.iterations, history: recordsHistory ? search.history : [])
  }
}

extension ControllerEntry {
  /// The yardstick of every log.
  static let optimum = ControllerEntry(
    name: "optimum", isHeuristic: false,
    summary: "the optimum for its thresholds, found centrally, thresholds searched around it",
    source: "Model section 6, (13)",
    defaults: optimumDefaults,
    make: { Optimum(network: $0, cost: $1, settings: $2, recordsHistory: $3) })

  /// The optimum for what will be: how much of the distance to it a better forecast could win.
  static let clairvoyant = ControllerEntry(
    name: "clairvoyant", isHeuristic: false, isClairvoyant: true,
    summary: "the same, told the true mean rates of the slot to come",
    source: "Model sections 7, 9",
    defaults: optimumDefaults,
    make: { Optimum(network: $0, cost: $1, settings: $2, recordsHistory: $3) })

  private static var optimumDefaults: ControllerSettings {
    var settings = ControllerSettings()
    settings.rounds = 1000
    settings.tolerance = 1e-7
    settings.thresholdSearch = .all
    return settings
  }
}
