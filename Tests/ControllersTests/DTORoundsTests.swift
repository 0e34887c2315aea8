import Controllers
import EdgeModel
import Testing
import TestSupport

/// What nodes work out from neighbours' messages must be what a view of the whole network gives.
@Suite struct DTORoundsTests {
  @Test(arguments: 0..<20, LinkModel.allCases)
  func `messages between neighbours give the prices of the whole network`(seed: UInt64, linkModel: LinkModel)
  {
    let problem = RandomProblem.make(seed: seed, load: 0.8, linkModel: linkModel)
    let plan = RandomProblem.plan(for: problem, seed: seed)
    var rounds = DTORounds(problem, from: plan)
    rounds.exchange()
    let central = Prices(problem, plan, Flows(problem, plan))
    for node in 0..<problem.network.nodeCount {
      #expect(rounds.lastReplies[node].price == central.node[node], "seed \(seed), node \(node)")
      #expect(rounds.lastReplies[node].curvature == central.curvature[node], "seed \(seed), node \(node)")
      for arc in problem.network.arcs(from: node) {
        let offered = rounds.lastOffers[arc].price
        #expect(abs(offered - central.arc[arc]) < 1e-12 * central.arc[arc], "seed \(seed), arc \(arc)")
      }
    }
  }

  @Test(arguments: 0..<5)
  func `idle parts of the network carry prices too`(seed: UInt64) {
    var problem = RandomProblem.make(seed: seed)
    for device in problem.conditions.arrivalRate.indices { problem.conditions.arrivalRate[device] = 0 }
    let plan = RandomProblem.plan(for: problem, seed: seed)
    var rounds = DTORounds(problem, from: plan)
    rounds.exchange()
    let central = Prices(problem, plan, Flows(problem, plan))
    for node in 0..<problem.network.nodeCount {
      let distance = (rounds.lastReplies[node].price - central.node[node]).total
      #expect(abs(distance) < 1e-12, "seed \(seed), node \(node)")
      #expect(rounds.lastReplies[node].price.min() > 0 || node < problem.network.deviceCount)
    }
  }

  @Test func `a round costs one message each way on every arc`() {
    let problem = SmallProblems.diamond()
    var rounds = DTORounds(problem, from: .uniform(on: problem.network))
    rounds.exchange()
    rounds.exchange()
    #expect(rounds.traffic.messages == 2 * 2 * 4)
    #expect(rounds.traffic.bytes == 2 * 4 * (FlowMessage.byteCount + PriceMessage.byteCount))
  }

  @Test(arguments: 0..<10)
  func `what a node answers depends on its neighbours alone`(seed: UInt64) {
    // Change one device: a first-stage server it has no arc to must give the same answer after one exchange.
    let problem = RandomProblem.make(seed: seed), network = problem.network
    let plan = RandomProblem.plan(for: problem, seed: seed)
    var changed = problem
    changed.conditions.arrivalRate[0] *= 3
    // Keep the stages behind alike by making every first-stage node pass nothing on.
    var closed = plan
    for node in network.nodes(of: 1) { closed.level[node] = 0 }
    var before = DTORounds(problem, from: closed), after = DTORounds(changed, from: closed)
    before.exchange()
    after.exchange()
    let reached = Set(network.head[network.arcs(from: 0)])
    for node in network.nodes(of: 1) where !reached.contains(node) {
      #expect(before.lastReplies[node] == after.lastReplies[node], "seed \(seed), node \(node)")
    }
    #expect(reached.allSatisfy { before.lastReplies[$0] != after.lastReplies[$0] }, "seed \(seed)")
  }
}
