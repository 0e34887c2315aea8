import EdgeModel
import Testing
import TestSupport

@Suite struct EvaluationTests {
  /// The diamond at 4 tasks/s, split 3:1, thresholds at level 0, by hand:
  /// server 1: φ = 3, ρ = 0.3, N = 0.3 + 0.09/1.4; server 2: φ = 1, ρ = 0.2, N = 0.2 + 0.04/1.6;
  /// server 3: φ = 2, ρ = 0.1, N = 0.1 + 0.01/1.8.
  @Test func `delay, errors and objective of a small network are those worked out by hand`() {
    let problem = SmallProblems.diamond()
    let plan = OffloadingPlan(probability: [0.75, 0.25, 1, 1], level: [0, 0, 0, 0])
    let state = Evaluation(problem, plan)
    let servers = (0.3 + 0.09 / 1.4) + (0.2 + 0.04 / 1.6) + (0.1 + 0.01 / 1.8)
    let links = 3 * 0.011 + 1 * 0.021 + 1.5 * 0.006 + 0.5 * 0.006
    let errors = 4 * 0.1 + 2 * 0.05
    #expect(abs(state.delaySeconds - (servers + links) / 4) < 1e-14)
    #expect(abs(state.errorRate - errors / 4) < 1e-14)
    #expect(abs(state.objectiveSeconds - ((servers + links) / 4 + 0.5 * errors / 4)) < 1e-14)
    #expect(zip(state.utilisation, [0, 0.3, 0.2, 0.1]).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test func `links as queues cost their M/D/1 number in system`() {
    let plan = OffloadingPlan(probability: [0.75, 0.25, 1, 1], level: [0, 0, 0, 0])
    let delay = Evaluation(SmallProblems.diamond(), plan)
    let queue = Evaluation(SmallProblems.diamond(linkModel: .queue), plan)
    // The waiting parts ρ²/(2(1−ρ)) of four links at ρ = 0.03, 0.02, 0.0075, 0.0025.
    let waiting = [0.03, 0.02, 0.0075, 0.0025].reduce(0) { $0 + $1 * $1 / (2 * (1 - $1)) }
    #expect(abs(queue.delaySeconds - delay.delaySeconds - waiting / 4) < 1e-14)
  }

  @Test(arguments: 0..<20)
  func `what enters leaves: exits and last stage account for every task`(seed: UInt64) {
    let problem = RandomProblem.make(seed: seed), network = problem.network
    let flows = Flows(problem, RandomProblem.plan(for: problem, seed: seed))
    let left = (0..<network.nodeCount).reduce(0) { $0 + (flows.inflow[$1] - flows.outflow[$1]).total }
    #expect(abs(left - problem.conditions.totalArrivalRate) < 1e-9, "seed \(seed)")
    for node in 0..<network.nodeCount where !network.arcs(from: node).isEmpty {
      let sent = flows.arcFlow[network.arcs(from: node)].reduce(0, +)
      #expect(abs(sent - flows.outflow[node].total) < 1e-9, "seed \(seed), node \(node)")
    }
  }

  @Test func `without arrivals everything is 0 and nothing is NaN`() {
    let problem = SmallProblems.diamond(arrivalRate: 0)
    let state = Evaluation(problem, .uniform(on: problem.network))
    #expect(state.objectiveSeconds == 0 && state.gapSeconds == 0 && state.stationaritySeconds == 0)
  }

  @Test func `nodes that cannot carry their load are named`() {
    let problem = SmallProblems.diamond(arrivalRate: 11)
    let state = Evaluation(problem, OffloadingPlan(probability: [1, 0, 1, 1], level: [0, 0, 0, 0]))
    #expect(state.overloadedNodes == [1])
  }

  @Test(arguments: UInt64(1)...6) func `utilisation alone is to the bit that of the flows`(seed: UInt64) {
    let problem = RandomProblem.make(seed: seed), plan = OffloadingPlan.uniform(on: problem.network)
    #expect(problem.utilisation(of: plan) == Evaluation(problem, plan).utilisation)
  }
}
