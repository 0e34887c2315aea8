import Controllers
import EdgeModel
import Testing
import TestSupport

/// The optimum for fixed thresholds.
@Suite struct FlowOptimumTests {
  private static let loads = [0.3, 0.6, 0.85, 1.05]

  private func optimum(_ problem: DecisionProblem, _ levels: OffloadingPlan) -> FlowOptimum {
    FlowOptimum(problem, around: levels, softening: 1, tolerance: 1e-8, limit: 1000)
  }

  /// A problem in which no route changes a class mix: all devices send the same one, and levels agree within layers.
  private func certain(_ seed: UInt64, load: Double, _ links: LinkModel) -> (DecisionProblem, OffloadingPlan)
  {
    var problem = RandomProblem.make(seed: seed, load: load, linkModel: links)
    let mix = problem.conditions.classMix[0]
    for device in problem.conditions.classMix.indices { problem.conditions.classMix[device] = mix }
    return (problem, OffloadingPlan.uniform(on: problem.network))
  }

  private func decision(
    _ problem: DecisionProblem, by name: String, rounds: Int, levels: OffloadingPlan? = nil
  ) throws -> Decision {
    let entry = try ControllerEntry.named(name)
    var settings = entry.defaults
    settings.rounds = rounds
    settings.tolerance = 0
    settings.thresholdEvery = 0
    var controller = entry.make(problem.network, problem.cost, settings, false)
    return controller.decide(
      Observation(
        slot: 0, conditions: problem.conditions,
        backlog: [Int](repeating: 0, count: problem.network.nodeCount)))
  }

  /// The slow oracle: every offloader moves a sliver to where a finite difference of J says it is cheapest, in turn,
  /// the sliver halved when nobody gains. Shares nothing with the solver but J.
  private func slowDescent(_ problem: DecisionProblem, from plan: OffloadingPlan) -> Double {
    var plan = plan, sliver = 0.25
    var least = Evaluation(problem, plan).objectiveSeconds
    while sliver > 1e-3 {
      var gains = false
      for node in 0..<problem.network.nodeCount {
        for from in problem.network.arcs(from: node) {
          for to in problem.network.arcs(from: node) where to != from {
            var moved = plan
            let amount = min(sliver, plan.probability[from])
            guard amount > 0 else { continue }
            moved.probability[from] -= amount
            moved.probability[to] += amount
            let objective = Evaluation(problem, moved).objectiveSeconds
            if objective < least { (plan, least, gains) = (moved, objective, true) }
          }
        }
      }
      if !gains { sliver *= 0.5 }
    }
    return least
  }

  @Test(arguments: 0..<10, LinkModel.allCases)
  func `it is proved to a millionth where no route changes a mix`(seed: UInt64, links: LinkModel) {
    for load in Self.loads {
      let (problem, levels) = certain(seed, load: load, links)
      let found = optimum(problem, levels)
      // In overload prices are steep, and the gap ends at what rounding leaves of it.
      #expect(
        found.isProved && found.relativeGap <= (load < 1 ? 1e-6 : 2e-6),
        "seed \(seed), load \(load): \(found.relativeGap)")
      #expect(found.plan.level == levels.level)
    }
  }

  @Test(arguments: 0..<1, LinkModel.allCases)
  func `a slow descent on small problems ends at the same objective`(seed: UInt64, links: LinkModel) {
    let (problem, levels) = certain(seed, load: 0.7, links)
    let found = optimum(problem, levels).evaluation.objectiveSeconds
    let slow = slowDescent(problem, from: levels)
    #expect(slow >= found * (1 - 1e-8), "seed \(seed)")
    #expect(slow <= found * (1 + 1e-2), "seed \(seed): \(slow / found - 1)")
  }

  @Test(arguments: [0.5, 4, 8, 14, 30.0], LinkModel.allCases)
  func `on two servers it agrees with a search of the only probability there is`(
    rate: Double, links: LinkModel
  ) {
    let problem = SmallProblems.diamond(arrivalRate: rate, linkModel: links)
    var plan = OffloadingPlan.uniform(on: problem.network)
    let found = optimum(problem, plan)
    func cost(_ share: Double) -> Double {
      plan.probability[0] = share
      plan.probability[1] = 1 - share
      return Evaluation(problem, plan).objectiveSeconds
    }
    var (low, high) = (0.0, 1.0)  // J is convex in it: ternary search
    for _ in 0..<200 {
      let third = (high - low) / 3
      if cost(low + third) < cost(high - third) { high -= third } else { low += third }
    }
    #expect(abs(found.evaluation.objectiveSeconds / cost(low) - 1) < 1e-9)
  }

  @Test(arguments: 0..<8, LinkModel.allCases)
  func `the certificate of any plan covers its distance to the optimum`(seed: UInt64, links: LinkModel) throws
  {
    for load in Self.loads {
      let problem = RandomProblem.make(seed: seed, load: load, linkModel: links)
      let levels = OffloadingPlan.uniform(on: problem.network)
      let found = optimum(problem, levels).evaluation.objectiveSeconds
      let others = [
        Evaluation(problem, levels), try decision(problem, by: "dto-ee", rounds: 5).predicted,
        try decision(problem, by: "dto-ee", rounds: 60).predicted,
      ]
      for other in others {
        #expect(
          other.gapSeconds >= other.objectiveSeconds - found - 1e-12 * found, "seed \(seed), load \(load)")
      }
    }
  }

  @Test(arguments: 0..<8, LinkModel.allCases)
  func `long runs of neighbours do not get below it`(seed: UInt64, links: LinkModel) throws {
    for load in Self.loads {
      let problem = RandomProblem.make(seed: seed, load: load, linkModel: links)
      let found = optimum(problem, .uniform(on: problem.network)).evaluation.objectiveSeconds
      let other = try decision(problem, by: "dto-ee-exact", rounds: 120).predicted.objectiveSeconds
      #expect(found <= other * (1 + 1e-9), "seed \(seed), load \(load): \(found / other - 1)")
    }
  }

  @Test(arguments: 0..<10)
  func `where routes change mixes it ends where no small change helps`(seed: UInt64) {
    for load in Self.loads {
      let problem = RandomProblem.make(seed: seed, load: load)
      let found = optimum(problem, RandomProblem.plan(for: problem, seed: seed))
      #expect(
        found.evaluation.stationaritySeconds <= 1e-5 * found.evaluation.objectiveSeconds,
        "seed \(seed), load \(load): \(found.evaluation.stationaritySeconds / found.evaluation.objectiveSeconds)"
      )
      #expect(found.evaluation.gapSeconds >= 0)
    }
  }

  @Test func `arcs that carry nothing are 0 and not a trace`() {
    let (problem, levels) = certain(3, load: 0.3, .delay)
    let shares = optimum(problem, levels).plan.probability
    #expect(shares.contains(0))
    #expect(shares.allSatisfy { $0 == 0 || $0 > 1e-6 })
  }

  @Test func `an outage is avoided`() {
    var problem = SmallProblems.diamond(arrivalRate: 4, linkModel: .queue)
    problem.conditions.transmissionSeconds[0] = Conditions.outageSeconds
    let found = optimum(problem, .uniform(on: problem.network))
    #expect(found.plan.probability[0] < 1e-3)
    #expect(found.relativeGap <= 1e-8)
  }

  @Test func `ten stages of servers are solved as one`() {
    let half = ClassVector(repeating: 0.9)
    let exit = StageExit.thresholds(ExitTable(thresholds: [0.5], survive: [half], error: [.zero]))
    let servers = Layer(serviceSeconds: [0.05, 0.08, 0.1], inputBytes: 1, exit: exit)
    let last = Layer(serviceSeconds: [0.05, 0.08, 0.1], inputBytes: 1, exit: .final(error: .zero))
    let arcs = (0..<9).flatMap { [Network.Arc(tail: $0 / 3, head: $0 % 3, propagationSeconds: 0)] }
    let network = Network(
      layers: [Layer(serviceSeconds: [0], inputBytes: 0, exit: .none)]
        + [Layer](repeating: servers, count: 9) + [last],
      arcs: [Array(arcs[..<3])] + [[Network.Arc]](repeating: arcs, count: 9))
    let problem = DecisionProblem(
      network: network, cost: CostModel(),
      conditions: Conditions(
        arrivalRate: [25], classMix: [ClassVector(repeating: 0.125)],
        transmissionSeconds: [Double](repeating: 0.001, count: network.arcCount)))
    let found = optimum(problem, .uniform(on: network))
    #expect(found.isProved && found.relativeGap <= 1e-8)
  }

  @Test func `one device, one server and no choice cost no iteration`() {
    let network = Network(
      layers: [
        Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
        Layer(serviceSeconds: [0.1], inputBytes: 1, exit: .final(error: .zero)),
      ], arcs: [[Network.Arc(tail: 0, head: 0, propagationSeconds: 0)]])
    for rate in [0.0, 5, 50] {
      let problem = DecisionProblem(
        network: network, cost: CostModel(),
        conditions: Conditions(
          arrivalRate: [rate], classMix: [ClassVector(repeating: 0.125)], transmissionSeconds: [0.01]))
      let found = optimum(problem, .uniform(on: network))
      #expect(found.iterations == 0 && found.relativeGap <= 1e-12 && found.plan.probability == [1])
    }
  }
}
