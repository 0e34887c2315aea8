import Controllers
import EdgeModel
import TestSupport
import Testing

@Suite struct WarmStartTests {
  /// Devices as given, `servers` servers of 0.1 s, all joined.
  private func network(devices: Int, servers: Int) -> Network {
    Network(
      layers: [
        Layer(serviceSeconds: [Double](repeating: 0, count: devices), inputBytes: 0, exit: .none),
        Layer(
          serviceSeconds: [Double](repeating: 0.1, count: servers), inputBytes: 1, exit: .final(error: .zero)),
      ],
      arcs: [
        (0..<devices).flatMap { tail in
          (0..<servers).map { Network.Arc(tail: tail, head: $0, propagationSeconds: 0.001) }
        }
      ])
  }

  private func conditions(_ network: Network, rate: Double = 2) -> Conditions {
    Conditions(
      arrivalRate: [Double](repeating: rate, count: network.deviceCount),
      classMix: [ClassVector](repeating: ClassVector(repeating: 0.125), count: network.deviceCount),
      transmissionSeconds: [Double](repeating: 0.001, count: network.arcCount))
  }

  private func observation(_ slot: Int, _ network: Network, _ conditions: Conditions) -> Observation {
    Observation(slot: slot, conditions: conditions, backlog: [Int](repeating: 0, count: network.nodeCount))
  }

  private func controller(_ network: Network, rounds: Int = 30) throws -> DTOEE {
    var settings = try ControllerEntry.named("dto-ee-clearing").defaults
    settings.rounds = rounds
    return DTOEE(network: network, cost: CostModel(), settings: settings, recordsHistory: true)
  }

  @Test func `what a link in outage carried goes to the others in proportion`() {
    let network = network(devices: 1, servers: 3)
    var problem = DecisionProblem(network: network, cost: CostModel(), conditions: conditions(network))
    problem.conditions.transmissionSeconds[0] = Conditions.outageSeconds
    let plan = OffloadingPlan(probability: [0.5, 0.375, 0.125], level: [0, 0, 0, 0])
    #expect(WarmStart.repaired(plan, problem).probability == [0, 0.75, 0.25])
    let alone = OffloadingPlan(probability: [1, 0, 0], level: [0, 0, 0, 0])
    #expect(WarmStart.repaired(alone, problem).probability == [0, 0.5, 0.5])
    problem.conditions.transmissionSeconds = [60, 60, 60]
    #expect(WarmStart.repaired(alone, problem) == alone)
  }

  @Test func `a decision says whether its start was cold, warm or repaired`() throws {
    let network = network(devices: 2, servers: 3)
    var controller = try controller(network), conditions = conditions(network)
    #expect(controller.decide(observation(0, network, conditions)).start == .cold)
    #expect(controller.decide(observation(1, network, conditions)).start == .warm)
    conditions.transmissionSeconds[1] = Conditions.outageSeconds
    let repaired = controller.decide(observation(2, network, conditions))
    #expect(repaired.start == .repaired)
    #expect(repaired.plan.probability[1] < 1e-6)
  }

  @Test func `a start that is worse than the cold one is dropped`() throws {
    let network = network(devices: 1, servers: 2)
    var conditions = conditions(network, rate: 1)
    conditions.transmissionSeconds = [0.001, 0.5]
    var controller = try controller(network)
    let first = controller.decide(observation(0, network, conditions))
    #expect(first.plan.probability[0] > 0.99)
    conditions.transmissionSeconds = [0.5, 0.001]
    let second = controller.decide(observation(1, network, conditions))
    #expect(second.start == .coldFallback)
    #expect(second.plan.probability[1] > 0.99)
  }

  @Test func `a server that is gone and one that is new are taken into the plan`() throws {
    // Server 0 goes, and one is new behind the two that stay; device 2 is new too.
    let old = network(devices: 2, servers: 3), new = network(devices: 3, servers: 3)
    let plan = OffloadingPlan(probability: [0.5, 0.25, 0.25, 1, 0, 0], level: [0, 0, 0, 0, 0])
    let smaller = WarmStart.carried(
      plan, from: old, to: network(devices: 2, servers: 2), origin: [0, 1, 3, 4])
    #expect(smaller.probability == [0.5, 0.5, 0.5, 0.5])
    let carried = WarmStart.carried(plan, from: old, to: new, origin: [0, 1, nil, 3, 4, nil])
    #expect(carried.probability[0..<6] == [0.5, 0.5, 0, 0.5, 0.5, 0])
    #expect(carried.probability[6..<9].allSatisfy { $0 == 1.0 / 3 })
    var controller = try controller(old)
    _ = controller.decide(observation(0, old, conditions(old)))
    controller.change(to: new, origin: [0, 1, nil, 3, 4, nil])
    let decision = controller.decide(observation(1, new, conditions(new)))
    #expect(decision.start == .repaired || decision.start == .coldFallback)
    // Equal servers, equal links: the new one ends up as busy as the others.
    let utilisation = decision.predicted.utilisation[3..<6]
    #expect(try #require(utilisation.max()) - (try #require(utilisation.min())) < 0.02)
  }

  @Test func `new nodes take the threshold in the middle of their layer`() {
    let problem = RandomProblem.make(seed: 5), network = problem.network
    var plan = OffloadingPlan.uniform(on: network)
    for node in network.nodes(of: 1) { plan.level[node] = 7 }
    var origin: [Int?] = (0..<network.nodeCount).map { $0 }
    let new = network.nodes(of: 1).lowerBound
    origin[new] = nil
    let carried = WarmStart.carried(plan, from: network, to: network, origin: origin)
    #expect(carried.level == plan.level)
    for node in 0..<network.nodeCount where !network.arcs(from: node).isEmpty {
      #expect(abs(carried.probability[network.arcs(from: node)].reduce(0, +) - 1) < 1e-12)
    }
  }
}
