import Controllers
import EdgeModel
import StateCoding
import Testing
import TestSupport

/// What every controller in the list must obey.
@Suite struct ControllerConformanceTests {
  /// All but `clairvoyant`, which differs from `optimum` in what a replay tells it and in nothing else.
  private static let names = ControllerEntry.all.filter { !$0.isClairvoyant }.map(\.name)

  /// A controller with a rule of thresholds, of which only heuristics have a choice.
  struct Ruled: CustomTestStringConvertible, Sendable {
    let name: String
    let rule: ControllerSettings.ThresholdRule
    var testDescription: String { "\(name), \(rule.rawValue)" }
  }

  private static let ruled = ControllerEntry.all.filter { !$0.isClairvoyant }.flatMap { entry in
    (entry.isHeuristic ? ControllerSettings.ThresholdRule.allCases : [.fixed]).map {
      Ruled(name: entry.name, rule: $0)
    }
  }

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
    settings.evaluations = 60
    settings.thresholdRule = thresholdRule
    var controller = entry.make(problem.network, problem.cost, settings, false)
    return observations.map { observation in
      controller.receive(reward: observation.slot == 0 ? nil : -0.1)
      return controller.decide(observation)
    }
  }

  @Test(arguments: Self.ruled)
  func `probabilities are distributions and levels exist`(_ given: Ruled) throws {
    let (name, rule) = (given.name, given.rule)
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

  @Test(arguments: Self.ruled)
  func `a fresh controller with the memory of another goes on as that one`(_ given: Ruled) throws {
    let (name, rule) = (given.name, given.rule)
    let (problem, observations) = observations(seed: 3, slots: 6)
    let entry = try ControllerEntry.named(name)
    var settings = entry.defaults
    settings.evaluations = 60
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

  /// All arcs to stage 1 but those to one server are down: who looks at links or asks for prices sends next to nothing over
  /// them, and nobody sends what is not a number.
  @Test(arguments: Self.names)
  func `links in outage are survived, and shunned by all who look at links`(name: String) throws {
    var problem = RandomProblem.make(seed: 6, load: 0.3)
    let network = problem.network, alive = network.firstNode[1]
    for arc in network.arcs(fromLayer: 0) where network.head[arc] != alive {
      problem.conditions.transmissionSeconds[arc] = Conditions.outageSeconds
    }
    let observation = Observation(
      slot: 0, conditions: problem.conditions, backlog: [Int](repeating: 0, count: network.nodeCount))
    let decision = try #require(decisions(try .named(name), problem, [observation]).first)
    #expect(decision.plan.probability.allSatisfy { (0...1).contains($0) })
    let blind = ["computing-first", "uniform", "entropy-exit", "predictor-exit"]
    guard !blind.contains(name) else { return }
    for node in network.nodes(of: 0) {
      let live = network.arcs(from: node).first { network.head[$0] == alive }
      if let live { #expect(decision.plan.probability[live] > (name == "genetic" ? 0.5 : 0.9), "\(name)") }
    }
  }

  @Test(arguments: Self.names)
  func `a dead stage is survived`(name: String) throws {
    var problem = RandomProblem.make(seed: 8, load: 0.5)
    for arc in problem.network.arcs(fromLayer: 1) {
      problem.conditions.transmissionSeconds[arc] = Conditions.outageSeconds
    }
    let backlog = [Int](repeating: 1000, count: problem.network.nodeCount)
    let observations = (0..<3).map {
      Observation(slot: $0, conditions: problem.conditions, backlog: backlog)
    }
    for decision in decisions(try .named(name), problem, observations, thresholdRule: .load) {
      #expect(decision.plan.probability.allSatisfy { (0...1).contains($0) })
      #expect(decision.predicted.objectiveSeconds.isFinite)
    }
  }

  @Test func `every controller has a name of its own and describes itself`() {
    let entries = ControllerEntry.all
    #expect(Set(entries.map(\.name)).count == entries.count)
    #expect(entries.allSatisfy { !$0.summary.isEmpty && !$0.source.isEmpty })
  }

  /// A server that has failed is as one whose links are all in outage; `genetic` finds it as nearly as its budget allows.
  @Test(arguments: Self.names.filter { $0 != "genetic" })
  func `nothing to speak of is sent to a server that is known to have failed`(name: String) throws {
    for seed in UInt64(0)..<(name == "optimum" ? 1 : 3) {
      var (problem, observations) = observations(seed: seed, slots: 2)
      let network = problem.network, failed = network.firstNode[1]
      problem.conditions.speed = (0..<network.nodeCount).map { $0 == failed ? 0 : 1 }
      observations[1].conditions = problem.conditions
      let plan = try #require(decisions(try .named(name), problem, observations).last).plan
      for arc in network.arcs(into: failed) where network.arcs(from: network.tail[arc]).count > 1 {
        #expect(plan.probability[arc] < 0.01, "\(name), seed \(seed), arc \(network.name(ofArc: arc))")
      }
    }
  }
}
