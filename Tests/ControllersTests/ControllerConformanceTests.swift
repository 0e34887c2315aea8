import Controllers
import EdgeModel
import StateCoding
import Testing
import TestSupport

/// What every controller in the list must obey.
@Suite struct ControllerConformanceTests {
  /// All but `clairvoyant`, which differs from `optimum` in what a replay tells it and in nothing else.
  private static let names = ControllerEntry.all.filter { !$0.isClairvoyant }.map(\.name)

  private func observations(seed: UInt64, slots: Int) -> (DecisionProblem, [Observation]) {
    let problem = RandomProblem.make(seed: seed, load: 0.8)
    let observations = (0..<slots).map { slot in
      var conditions = problem.conditions
      let factor = 0.5 + 0.25 * Double((slot * 7) % 5)
      for device in conditions.arrivalRate.indices { conditions.arrivalRate[device] *= factor }
      conditions.transmissionSeconds[slot % conditions.transmissionSeconds.count] = Conditions.outageSeconds
      return Observation(
        slot: slot, conditions: conditions, backlog: [Int](repeating: slot, count: problem.network.nodeCount))
    }
    return (problem, observations)
  }

  private func decisions(
    _ entry: ControllerEntry, _ problem: DecisionProblem, _ observations: [Observation],
    thresholdRule: ControllerSettings.ThresholdRule = .fixed
  ) -> [Decision] {
    var settings = entry.defaults
    settings.thresholdRule = thresholdRule
    var controller = entry.make(problem.network, problem.cost, settings, false)
    return observations.map { observation in
      controller.receive(reward: observation.slot == 0 ? nil : -0.1)
      return controller.decide(observation)
    }
  }

  @Test(arguments: Self.names, ControllerSettings.ThresholdRule.allCases)
  func `probabilities are distributions and levels exist`(
    name: String, rule: ControllerSettings.ThresholdRule
  ) throws {
    for seed in UInt64(0)..<(name == "optimum" ? 2 : 5) {
      let (problem, observations) = observations(seed: seed, slots: 6)
      let network = problem.network
      for decision in decisions(try .named(name), problem, observations, thresholdRule: rule) {
        for node in 0..<network.nodeCount where !network.arcs(from: node).isEmpty {
          let shares = decision.plan.probability[network.arcs(from: node)]
          #expect(
            shares.allSatisfy { $0 >= 0 } && abs(shares.reduce(0, +) - 1) < 1e-12, "\(name), seed \(seed)")
        }
        for node in 0..<network.nodeCount {
          let levels = network.exit(at: node).table?.thresholds.count ?? 1
          #expect((0..<levels).contains(decision.plan.level[node]), "\(name), seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: Self.names)
  func `the same observations give the same decisions`(name: String) throws {
    let (problem, observations) = observations(seed: 1, slots: 5)
    let first = decisions(try .named(name), problem, observations)
    let second = decisions(try .named(name), problem, observations)
    #expect(first.map(\.plan) == second.map(\.plan))
  }

  @Test(arguments: Self.names)
  func `what is observed later changes nothing before`(name: String) throws {
    let (problem, observations) = observations(seed: 2, slots: 6)
    var changed = observations
    for slot in 3..<6 {
      for device in changed[slot].conditions.arrivalRate.indices {
        changed[slot].conditions.arrivalRate[device] *= 5
      }
    }
    let before = decisions(try .named(name), problem, observations)
    let after = decisions(try .named(name), problem, changed)
    #expect(before[..<3].map(\.plan) == after[..<3].map(\.plan))
    #expect(before[3].predicted != after[3].predicted)
  }

  @Test(arguments: Self.names)
  func `a slot without arrivals is survived`(name: String) throws {
    var problem = RandomProblem.make(seed: 4)
    for device in problem.conditions.arrivalRate.indices { problem.conditions.arrivalRate[device] = 0 }
    let observation = Observation(
      slot: 0, conditions: problem.conditions, backlog: [Int](repeating: 0, count: problem.network.nodeCount))
    let decision = try #require(decisions(try .named(name), problem, [observation]).first)
    #expect(decision.plan.probability.allSatisfy { $0.isFinite })
    #expect(decision.predicted.objectiveSeconds == 0)
  }

  @Test(arguments: Self.names, ControllerSettings.ThresholdRule.allCases)
  func `a fresh controller with the memory of another goes on as that one`(
    name: String, rule: ControllerSettings.ThresholdRule
  ) throws {
    let (problem, observations) = observations(seed: 3, slots: 6)
    let entry = try ControllerEntry.named(name)
    var settings = entry.defaults
    settings.thresholdRule = rule
    var controllers = (0..<2).map { _ in entry.make(problem.network, problem.cost, settings, false) }
    for observation in observations {
      if observation.slot == 4 {
        let bytes = try written(controllers[1])
        controllers[1] = entry.make(problem.network, problem.cost, settings, false)
        try restore(&controllers[1], bytes)
      }
      let decisions = controllers.indices.map { index in
        controllers[index].receive(reward: observation.slot == 0 ? nil : -0.1 * Double(observation.slot))
        return controllers[index].decide(observation)
      }
      #expect(decisions[0].plan == decisions[1].plan)
      #expect(decisions[0].start == decisions[1].start)
      #expect(decisions[0].rounds == decisions[1].rounds)
      #expect(decisions[0].traffic == decisions[1].traffic)
    }
  }

  private func written(_ controller: some Controller) throws -> [UInt8] {
    try StateEncoder.bytes(of: controller.memory)
  }

  private func restore(_ controller: inout some Controller, _ bytes: [UInt8]) throws {
    controller.memory = try StateDecoder.value(from: bytes)
  }

  @Test func `every controller has a name of its own and describes itself`() {
    let entries = ControllerEntry.all
    #expect(Set(entries.map(\.name)).count == entries.count)
    #expect(entries.allSatisfy { !$0.summary.isEmpty && !$0.source.isEmpty })
  }
}
