import EdgeModel
import TestSupport
import Testing

@testable import Controllers

@Suite struct SafeguardTests {
  @Test
  func
    `a plan within the limit passes, one beyond it is taken back, and caution grows until moves fall again`()
  {
    var safeguard = Safeguard(limit: 0.01)
    #expect(safeguard.judge(1) == .keep)
    #expect(safeguard.judge(1.005) == .goOn)
    #expect(safeguard.caution == 2 && safeguard.hasRisen)
    #expect(safeguard.judge(1.02) == .goBack)
    #expect(safeguard.caution == 8 && safeguard.holdsThresholds)
    safeguard.noteReturn()
    #expect(safeguard.judge(0.9) == .keep)
    #expect(safeguard.least == 0.9 && safeguard.holdsThresholds && !safeguard.hasRisen)
    for _ in 0..<10 { _ = safeguard.judge(0.8) }
    #expect(safeguard.caution == 1 && !safeguard.holdsThresholds)
  }

  /// A rise lets momentum rest for two rounds, the next that it may have caused for eight, then for 32 each time.
  @Test func `momentum rests four times as long after every rise`() {
    var safeguard = Safeguard(limit: 0.01)
    var objective = 1.0
    func rests() -> Int {
      _ = safeguard.judge(objective * 1.001)
      var count = 0
      while !safeguard.allowsMomentum, count < 100 {
        objective *= 0.999
        _ = safeguard.judge(objective)
        count += 1
      }
      return count
    }
    _ = safeguard.judge(objective)
    #expect(safeguard.allowsMomentum)
    #expect([rests(), rests(), rests(), rests()] == [2, 8, 32, 32])
  }

  @Test func `a search that never gains comes to its end`() {
    var safeguard = Safeguard(limit: 0)
    #expect(safeguard.judge(1) == .keep)
    var rounds = 0
    while !safeguard.isStalled && rounds < 1000 {
      #expect(safeguard.judge(2) == .goBack)
      safeguard.noteReturn()
      rounds += 1
    }
    #expect(rounds < 50)
  }

  /// The fixed step diverges at 100 per second; taken back, it cannot rise by more than the limit.
  @Test(arguments: UInt64(0)..<4, ["fixed", "curvature", "grant", "exact", "clearing"])
  func `no rule rises over its best by more than the limit, and the decision is the best`(
    seed: UInt64, rule: String
  ) throws {
    for every in ["0", "1"] {
      var settings = ControllerSettings()
      let size = rule == "fixed" ? "100" : "4"
      for (key, value) in [
        "step_rule": rule, "step_size": size, "rounds": "30", "tolerance": "0", "rise_limit": "0.001",
        "threshold_every": every, "threshold_probe": "yes",
      ] { try settings.set(key, to: value) }
      let problem = RandomProblem.make(seed: seed, load: 0.9)
      var controller = DTOEE(
        network: problem.network, cost: problem.cost, settings: settings, recordsHistory: true)
      let backlog = [Int](repeating: 0, count: problem.network.nodeCount)
      let decision = controller.decide(Observation(slot: 0, conditions: problem.conditions, backlog: backlog))
      var least = Double.infinity
      for round in decision.history {
        least = min(least, round.objectiveSeconds)
        #expect(round.objectiveSeconds <= least * 1.0010001, "seed \(seed), \(rule), thresholds \(every)")
      }
      #expect(decision.predicted.objectiveSeconds <= least * (1 + 1e-12), "seed \(seed), \(rule)")
      let central = Evaluation(problem, decision.plan).objectiveSeconds
      #expect(abs(central - decision.predicted.objectiveSeconds) < 1e-10 * central, "seed \(seed), \(rule)")
    }
  }
}
