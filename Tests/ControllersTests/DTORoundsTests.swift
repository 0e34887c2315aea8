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
    for node in problem.network.deviceCount..<problem.network.nodeCount {
      let reply = rounds.lastReply(of: node)
      #expect(reply.price == central.node[node], "seed \(seed), node \(node)")
      #expect(reply.curvature == central.curvature[node], "seed \(seed), node \(node)")
    }
    for (arc, offered) in rounds.lastPrices.enumerated() {
      #expect(abs(offered - central.arc[arc]) < 1e-12 * central.arc[arc], "seed \(seed), arc \(arc)")
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
    for node in problem.network.deviceCount..<problem.network.nodeCount {
      let price = rounds.lastReply(of: node).price
      #expect(abs((price - central.node[node]).total) < 1e-12, "seed \(seed), node \(node)")
      #expect(price.min() > 0, "seed \(seed), node \(node)")
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
      #expect(before.lastReply(of: node) == after.lastReply(of: node), "seed \(seed), node \(node)")
    }
    #expect(reached.allSatisfy { before.lastReply(of: $0) != after.lastReply(of: $0) }, "seed \(seed)")
  }

  /// Cut into blocks of a few arcs, swept by several threads at once.
  @Test(arguments: 0..<10, LinkModel.allCases)
  func `the number of threads does not change a bit of the plan`(seed: UInt64, linkModel: LinkModel) {
    let problem = RandomProblem.make(seed: seed, load: 0.9, linkModel: linkModel)
    func result(_ rule: some StepRule, threads: Int) -> (OffloadingPlan, Evaluation) {
      var rounds = DTORounds(
        problem, from: .uniform(on: problem.network), threads: threads, arcsPerBlock: 4)
      for _ in 0..<10 { rounds.playRound(by: rule) }
      return (rounds.plan, rounds.evaluation())
    }
    let exact = result(ExactStep(stepSize: 1), threads: 1),
      clearing = result(ClearingStep(stepSize: 1), threads: 1)
    for threads in [2, 4] {
      #expect(
        result(ExactStep(stepSize: 1), threads: threads) == exact, "exact, seed \(seed), \(threads) threads")
      #expect(
        result(ClearingStep(stepSize: 1), threads: threads) == clearing,
        "clearing, seed \(seed), \(threads) threads")
    }
  }

  /// Devices that send one mix exchange numbers; a mix that differs by a rounding makes them exchange vectors.
  @Test(arguments: 0..<10, LinkModel.allCases)
  func `devices that send one mix hear what they would if it differed a little`(
    seed: UInt64, linkModel: LinkModel
  ) {
    var alike = RandomProblem.make(seed: seed, load: 0.9, linkModel: linkModel)
    let mix = alike.conditions.classMix[0]
    for device in alike.conditions.classMix.indices { alike.conditions.classMix[device] = mix }
    var apart = alike
    apart.conditions.classMix[1][3] *= 1 + 1e-14
    let plan = RandomProblem.plan(for: alike, seed: seed)
    var numbers = DTORounds(alike, from: plan, arcsPerBlock: 1000),
      vectors = DTORounds(apart, from: plan, arcsPerBlock: 1000)
    let first = numbers.evaluation(), second = vectors.evaluation()
    func isSame(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 1e-10 * max(1, abs(one)) }
    #expect(isSame(first.objectiveSeconds, second.objectiveSeconds), "seed \(seed)")
    #expect(isSame(first.stationaritySeconds, second.stationaritySeconds), "seed \(seed)")
    #expect(isSame(first.gapSeconds, second.gapSeconds), "seed \(seed)")
    #expect(zip(numbers.lastPrices, vectors.lastPrices).allSatisfy { isSame($0, $1) }, "seed \(seed)")
  }

  /// Blocks only change the order in which what receivers hear is summed up.
  @Test(arguments: 0..<10)
  func `the size of the blocks changes the plan by rounding at most`(seed: UInt64) {
    let problem = RandomProblem.make(seed: seed, load: 0.8)
    func plan(arcsPerBlock: Int) -> OffloadingPlan {
      var rounds = DTORounds(problem, from: .uniform(on: problem.network), arcsPerBlock: arcsPerBlock)
      for _ in 0..<10 { rounds.playRound(by: CurvatureStep(stepSize: 1)) }
      return rounds.plan
    }
    let whole = plan(arcsPerBlock: 1000), cut = plan(arcsPerBlock: 1)
    #expect(whole.level == cut.level, "seed \(seed)")
    #expect(zip(whole.probability, cut.probability).allSatisfy { abs($0 - $1) < 1e-9 }, "seed \(seed)")
  }

  @Test(arguments: 0..<20, LinkModel.allCases)
  func `what nodes report adds up to the evaluation of the whole network`(seed: UInt64, linkModel: LinkModel)
  {
    let problem = RandomProblem.make(seed: seed, load: 1, linkModel: linkModel)
    var rounds = DTORounds(
      problem, from: RandomProblem.plan(for: problem, seed: seed), arcsPerBlock: seed % 2 == 0 ? 1000 : 3)
    for _ in 0..<3 {
      let own = rounds.evaluation(), central = Evaluation(problem, rounds.plan)
      let scale = 1e-12 * central.objectiveSeconds
      #expect(abs(own.delaySeconds - central.delaySeconds) < scale, "seed \(seed)")
      #expect(abs(own.errorRate - central.errorRate) < 1e-12, "seed \(seed)")
      #expect(abs(own.objectiveSeconds - central.objectiveSeconds) < scale, "seed \(seed)")
      #expect(abs(own.gapSeconds - central.gapSeconds) < scale, "seed \(seed)")
      #expect(abs(own.stationaritySeconds - central.stationaritySeconds) < scale, "seed \(seed)")
      for (mine, theirs) in zip(own.utilisation, central.utilisation) { #expect(abs(mine - theirs) < 1e-12) }
      rounds.playRound(by: ExactStep(stepSize: 1))
    }
  }
}

extension DTORounds {
  /// One round without a stop rule.
  fileprivate mutating func playRound(by rule: some StepRule) {
    exchange()
    _ = updateThresholds(by: .all)
    updateStrategies(by: rule)
  }
}
