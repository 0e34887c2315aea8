import Controllers
import CounterRandom
import EdgeModel
import TestSupport
import Testing

@Suite struct ClearingStepTests {
  /// Oracle: bisection on rise(net + response (old − x)) = x, server by server.
  @Test(arguments: UInt64(0)..<50)
  func `surcharges clear what is asked at them`(seed: UInt64) {
    func numbers(_ stream: UInt64) -> SIMD8<Double> {
      var eight = SIMD8<Double>()
      for lane in eight.indices { eight[lane] = random.uniform(8 * stream + UInt64(lane)) }
      return eight
    }
    let random = CounterRandom(seed: seed, stream: .synthesis)
    let supply = SupplyRow(
      inflow: 9 * numbers(1), serviceSeconds: SIMD8(repeating: 0.1), curvature: 2 * numbers(2),
      queue: MD1Queue())
    let net = 20 * numbers(3) - 10, response = 100 * numbers(4), old = numbers(5) - 0.5
    let found = supply.clearingSurcharge(net, response: response, at: old)
    for lane in found.indices {
      let expected = Bisection.root {
        supply.rise(net + response * (old - SIMD8(repeating: $0))).surcharge[lane] - $0
      }
      #expect(abs(found[lane] - expected) < 1e-8 * max(1, abs(expected)), "seed \(seed), server \(lane)")
    }
  }

  /// A server as `MD1Queue.value` sees it, below its knee, beyond it and empty.
  @Test func `prices rise as those of the queue`() {
    let queue = MD1Queue(), now = queue.value(inflow: 5, serviceSeconds: 0.1)
    let supply = SupplyRow(
      inflow: SIMD8(repeating: 5), serviceSeconds: SIMD8(repeating: 0.1),
      curvature: SIMD8(repeating: now.curvature + 0.25), queue: queue)
    for net in [-6.0, -2, 0, 3, 6] {
      let then = queue.value(inflow: max(0, 5 + net), serviceSeconds: 0.1)
      let (surcharge, slope) = supply.rise(SIMD8(repeating: net))
      #expect(surcharge[3] == then.marginal - now.marginal + 0.25 * net)
      #expect(slope[3] == (net > -5 ? then.curvature : 0) + 0.25)
    }
  }

  @Test(arguments: UInt64(0)..<5, LinkModel.allCases)
  func `the objective never rises by more than one per cent of its best`(seed: UInt64, linkModel: LinkModel)
    throws
  {
    for load in [0.5, 0.9, 1.05] {
      for every in ["0", "1"] {
        let problem = RandomProblem.make(seed: seed, load: load, linkModel: linkModel)
        var least = Double.infinity
        for round in try history(problem, "dto-ee-clearing", ["threshold_every": every, "rounds": "25"]) {
          least = min(least, round.objectiveSeconds)
          #expect(round.objectiveSeconds <= 1.01 * least, "seed \(seed), load \(load), thresholds \(every)")
        }
      }
    }
  }

  /// Two devices between two equal, busy servers, each beginning at the one that is far from it.
  ///
  /// The straight plan loads the servers as the crossed one does, and saves all of the longer way, 20 ms; by symmetry it is
  /// the optimum. Neither device could move alone without overloading a server.
  @Test func `offloaders that have to swap receivers do so within thirty rounds`() throws {
    let network = Network(
      layers: [
        Layer(serviceSeconds: [0, 0], inputBytes: 0, exit: .none),
        Layer(serviceSeconds: [0.1, 0.1], inputBytes: 1, exit: .final(error: .zero)),
      ],
      arcs: [
        [(0, 0), (0, 1), (1, 0), (1, 1)].map {
          Network.Arc(tail: $0.0, head: $0.1, propagationSeconds: $0.0 == $0.1 ? 0 : 0.02)
        }
      ])
    let problem = DecisionProblem(
      network: network, cost: CostModel(),
      conditions: Conditions(
        arrivalRate: [8, 8], classMix: [ClassVector](repeating: ClassVector(repeating: 0.125), count: 2),
        transmissionSeconds: [0, 0, 0, 0]))
    func objective(of rule: some StepRule, rounds: Int) -> Double {
      var state = DTORounds(problem, from: OffloadingPlan(probability: [0, 1, 1, 0], level: [0, 0, 0, 0]))
      for _ in 0..<rounds {
        state.exchange()
        state.updateStrategies(by: rule)
      }
      return state.evaluation().objectiveSeconds
    }
    let straight = Evaluation(problem, OffloadingPlan(probability: [1, 0, 0, 1], level: [0, 0, 0, 0]))
      .objectiveSeconds
    #expect(objective(of: ClearingStep(stepSize: 1), rounds: 30) < straight * (1 + 1e-9))
    #expect(objective(of: ExactStep(stepSize: 1), rounds: 30) > straight * 1.01)
  }

  @Test func `every market counts its proposals and surcharges`() {
    let problem = SmallProblems.diamond()
    var state = DTORounds(problem, from: .uniform(on: problem.network))
    state.exchange()
    let before = state.traffic
    state.updateStrategies(by: ClearingStep(stepSize: 1))
    #expect(state.traffic.messages - before.messages == 9 * 2 * 4)
    #expect(state.traffic.bytes - before.bytes == 9 * 4 * (16 + 8))
  }

  private func history(
    _ problem: DecisionProblem, _ name: String, _ changes: [String: String]
  ) throws -> [Decision.Round] {
    let entry = try ControllerEntry.named(name)
    var settings = entry.defaults
    settings.tolerance = 0
    for (key, value) in changes { try settings.set(key, to: value) }
    var controller = entry.make(problem.network, problem.cost, settings, true)
    let backlog = [Int](repeating: 0, count: problem.network.nodeCount)
    return controller.decide(Observation(slot: 0, conditions: problem.conditions, backlog: backlog)).history
  }
}
