import EdgeModel
import TestSupport
import Testing

@testable import Controllers

@Suite struct SelfishTests {
  private func decision(_ problem: DecisionProblem, _ change: (inout ControllerSettings) -> Void = { _ in })
    -> Decision
  {
    var settings = ControllerEntry.selfish.defaults
    settings.tolerance = 1e-6
    settings.rounds = 500
    change(&settings)
    var controller = ControllerEntry.selfish.make(problem.network, problem.cost, settings, false)
    return controller.decide(
      Observation(
        slot: 0, conditions: problem.conditions,
        backlog: [Int](repeating: 0, count: problem.network.nodeCount)))
  }

  /// Two devices, two equal servers, equal links: both split evenly, by symmetry.
  @Test func `equal players split equal servers evenly`() {
    let problem = pair(rates: [3, 3], service: [0.1, 0.1])
    let probability = decision(problem).plan.probability
    #expect(probability.allSatisfy { abs($0 - 0.5) < 1e-6 })
  }

  /// One player alone has nobody to fight: it minimises its own mean delay, found here by trying every split of a grid.
  @Test func `one player alone reaches the least mean delay`() {
    let problem = pair(rates: [9], service: [0.1, 0.15])
    let share = decision(problem).plan.probability[0]
    func delay(_ share: Double) -> Double {
      var plan = OffloadingPlan.uniform(on: problem.network)
      plan.probability = [share, 1 - share]
      return Evaluation(problem, plan).delaySeconds
    }
    let best = (0...10_000).map { Double($0) / 10_000 }.min { delay($0) < delay($1) } ?? 0
    #expect(abs(share - best) < 2e-4)
  }

  /// No player of any layer gains by any of many other splits: the gap is a bound of what they find.
  @Test(arguments: 0..<6, LinkModel.allCases)
  func `nobody gains by moving alone`(seed: UInt64, linkModel: LinkModel) throws {
    let problem = RandomProblem.make(seed: seed, load: 0.7, linkModel: linkModel)
    let decision = decision(problem) { $0.tolerance = 1e-4 }
    let gap = try #require(decision.nashGapSeconds)
    #expect(gap >= 0 && gap < 1e-3 * decision.predicted.delaySeconds + 1e-5, "seed \(seed): \(gap)")
    let game = SelfishGame(problem, from: decision.plan)
    for node in 0..<problem.network.nodeCount where problem.network.arcs(from: node).count > 1 {
      for other in 0..<20 {
        let split = RandomProblem.plan(for: problem, seed: UInt64(other)).probability
        let gain = game.gain(of: node, sending: Array(split[problem.network.arcs(from: node)]))
        #expect(gain <= gap + 1e-12, "seed \(seed), node \(node): \(gain) above \(gap)")
      }
    }
  }

  @Test func `rounds are bounded and the gap says what is left`() throws {
    let problem = RandomProblem.make(seed: 3, load: 0.9)
    let short = decision(problem) { $0.rounds = 1 }, long = decision(problem)
    #expect(short.rounds == 1 && short.status != .converged)
    #expect(try #require(short.nashGapSeconds) > #require(long.nashGapSeconds))
  }

  @Test func `a slot like the last needs no round`() {
    let problem = RandomProblem.make(seed: 5, load: 0.7)
    var controller = ControllerEntry.selfish.make(
      problem.network, problem.cost, ControllerEntry.selfish.defaults, false)
    let backlog = [Int](repeating: 0, count: problem.network.nodeCount)
    let starts = (0..<2).map { slot in
      controller.decide(Observation(slot: slot, conditions: problem.conditions, backlog: backlog))
    }
    #expect(starts[0].start == .cold && starts[0].rounds > 0)
    #expect(starts[1].start == .warm && starts[1].rounds == 0)
  }

  /// Devices of `rates`, servers of `service` that answer all alike, links of 10 ms.
  private func pair(rates: [Double], service: [Double]) -> DecisionProblem {
    let network = Network(
      layers: [
        Layer(serviceSeconds: rates.map { _ in 0 }, inputBytes: 0, exit: .none),
        Layer(serviceSeconds: service, inputBytes: 1000, exit: .final(error: .zero)),
      ],
      arcs: [
        rates.indices.flatMap { tail in
          service.indices.map { Network.Arc(tail: tail, head: $0, propagationSeconds: 0) }
        }
      ])
    return DecisionProblem(
      network: network, cost: CostModel(),
      conditions: Conditions(
        arrivalRate: rates, classMix: rates.map { _ in ClassVector(repeating: 0.125) },
        transmissionSeconds: [Double](repeating: 0.01, count: network.arcCount)))
  }
}
