import EdgeModel
import TestSupport
import Testing

@testable import Controllers

@Suite struct ThresholdProbeTests {
  private let offers = [3.0, 2, 1].enumerated().map { ThresholdOffer(node: $0, level: 1, gain: $1) }

  private func next(_ probe: inout ThresholdProbe, unilateralGain: Double = 0) -> [Int] {
    probe.next(offers, objective: 1, unilateralGain: unilateralGain, worthwhile: 0.5).map(\.node)
  }

  @Test func `groups halve when they fail, and singles that failed are not tried again`() {
    var probe = ThresholdProbe()
    #expect(next(&probe, unilateralGain: 1).isEmpty)  // strategies have more to gain
    #expect(next(&probe) == [0, 1, 2] && probe.isTrying && probe.holdsStrategies)
    #expect(probe.judge(1.1, stationarity: 0, limit: 1) == .failed)
    #expect(next(&probe) == [0])
    #expect(probe.judge(1.1, stationarity: 0, limit: 1) == .failed)
    #expect(next(&probe) == [1])
    #expect(probe.judge(0.9, stationarity: 0, limit: 1) == .gained)
    #expect(next(&probe) == [0])  // a gain makes the others worth another try
  }

  @Test func `strategies get some rounds to follow while they could make up for the rise`() {
    var probe = ThresholdProbe()
    _ = next(&probe)
    #expect(probe.judge(1.01, stationarity: 0.1, limit: 0.05) == .open && !probe.holdsStrategies)
    #expect(probe.judge(1.01, stationarity: 0.1, limit: 0.05) == .open)
    #expect(probe.judge(1.06, stationarity: 0.1, limit: 0.05) == .failed)
  }

  @Test func `it is exhausted when nothing left promises enough`() {
    var probe = ThresholdProbe()
    #expect(probe.next(offers, objective: 1, unilateralGain: 0, worthwhile: 10).isEmpty)
    #expect(probe.isExhausted)
  }

  /// A node that would gain at fixed prices by a step to the level beside its own is offered with that gain.
  @Test(arguments: UInt64(0)..<10)
  func `offers are what the linear model saves`(seed: UInt64) {
    let problem = RandomProblem.make(seed: seed, load: 0.7)
    var state = DTORounds(problem, from: RandomProblem.plan(for: problem, seed: seed))
    state.exchange()
    let plan = state.plan, before = Evaluation(problem, plan).objectiveSeconds
    for offer in state.thresholdOffers() {
      #expect(offer.gain > 0 && abs(offer.level - plan.level[offer.node]) == 1)
      var moved = plan
      moved.level[offer.node] = offer.level
      // J is at least its linear model: what is saved is at most what is offered.
      let saved = (before - Evaluation(problem, moved).objectiveSeconds) * problem.conditions.totalArrivalRate
      #expect(saved <= offer.gain * (1 + 1e-9) + 1e-12, "seed \(seed), node \(offer.node)")
    }
  }
}
