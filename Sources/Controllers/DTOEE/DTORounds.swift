package import EdgeModel

/// The communication rounds of DTO-EE inside one slot.
///
/// A round is: flows go forward (DTO-O → DTO-R), prices come back (DTO-R → DTO-O), then every node sets its
/// threshold and every offloader its strategy, all from what was just said. This type is the network between the
/// nodes: it carries what blocks of nodes say from layer to layer. What a node computes stands in `DTOReceiver` and
/// `DTOOffloader`, in what order in `NodeBlock`.
///
/// - Complexity: O(nodes + arcs) time a round. Memory: columns of 24 bytes per arc, 32 with grants, and what is kept by
///   node; the network, the conditions and the plan it starts from are the caller's.
package struct DTORounds: Sendable {
  private let threads: Int
  /// What was said so far.
  package internal(set) var traffic = MessageTraffic()

  var blocks: [NodeBlock] = []
  /// Where the blocks of each layer begin, and how many there are; count H + 2.
  private var firstBlock = [0]
  var mail: Mail
  /// By layer of offloaders; empty until a market opens.
  var receiverMarkets: [ReceiverMarket] = []
  /// Whether the plan is still the one that was exchanged last.
  var isAnswered = false

  /// Rounds that start from `plan`.
  ///
  /// - Parameters:
  ///   - threads: How many threads may sweep a large network. The results do not depend on it.
  ///   - arcsPerBlock: The size of a block, which sets the order in which what receivers hear is summed up.
  package init(
    _ problem: DecisionProblem, from plan: OffloadingPlan, threads: Int = 1,
    arcsPerBlock: Int = DTORounds.arcsPerBlock
  ) {
    let network = problem.network
    self.threads = threads
    mail = Mail(problem)
    for layer in network.layers.indices {
      for nodes in network.runs(ofLayer: layer, arcs: arcsPerBlock) {
        blocks.append(NodeBlock(of: nodes, layer: layer, problem, plan))
      }
      firstBlock.append(blocks.count)
    }
  }

  /// A layer of up to so many arcs is one block, swept by the caller's thread whatever `threads` says.
  package static let arcsPerBlock = 1 << 15

  /// The plan as it stands.
  package var plan: OffloadingPlan {
    OffloadingPlan(probability: blocks.flatMap(\.probability), level: blocks.flatMap(\.level))
  }

  var problem: DecisionProblem { mail.problem }
  var layers: Range<Int> { problem.network.layers.indices }
  func blocks(of layer: Int) -> Range<Int> { firstBlock[layer]..<firstBlock[layer + 1] }

  mutating func sweep(_ layer: Int, _ work: @Sendable (inout NodeBlock) -> Void) {
    BlockSweep.run(&blocks, blocks(of: layer), threads: threads, work)
  }

  /// One exchange of messages: flows forward, prices back.
  package mutating func exchange() {
    if !isAnswered { computeFlowsAndPrices() }
    traffic.count(problem.network.arcCount, of: FlowMessage.byteCount)
    traffic.count(problem.network.arcCount, of: PriceMessage.byteCount)
  }

  private mutating func computeFlowsAndPrices() {
    for layer in layers {
      sendFlows(from: layer)
      deliverFlows(from: layer)
    }
    for layer in layers.reversed() {
      returnPrices(from: layer)
      deliverPrices(from: layer)
    }
    isAnswered = true
  }

  // While blocks are swept, `mail` stays as it is; what they say is delivered afterwards, in the order of the blocks.

  private mutating func sendFlows(from layer: Int) {
    let mail = mail
    sweep(layer) { $0.sendFlows(mail) }
  }

  private mutating func deliverFlows(from layer: Int) {
    guard layer + 1 < layers.count else { return }
    let heads = problem.network.nodes(of: layer + 1)
    for head in heads {
      var heard = DTOReceiver.Heard()
      for block in blocks(of: layer) { heard.receive(blocks[block].told[head - heads.lowerBound]) }
      mail.deliver(DTOReceiver(heard, mix: heard.mix ?? idleMix(of: head)), to: head)
    }
  }

  /// The mix of what would come to `node`, which is sent nothing.
  private func idleMix(of node: Int) -> ClassVector {
    var unused = DTOReceiver.Unused(), block = firstBlock[problem.network.layerOfNode[node] - 1]
    for arc in problem.network.arcs(into: node) {
      let tail = problem.network.tail[arc]
      while tail >= blocks[block].nodes.upperBound { block += 1 }  // arcs, and so tails, ascend
      let offloader = blocks[block].offloader(tail, mail)
      unused.receive(offloader.message(probability: 0))
    }
    return unused.mix
  }

  private mutating func returnPrices(from layer: Int) {
    let mail = mail
    sweep(layer) { $0.returnPrices(mail) }
  }

  private mutating func deliverPrices(from layer: Int) {
    for block in blocks(of: layer) {
      let first = blocks[block].nodes.lowerBound
      for index in blocks[block].answers.indices {
        mail.deliver(blocks[block].answers[index], from: first + index)
      }
    }
  }

  /// Every node sets its threshold from the last exchange.
  ///
  /// - Returns: How many nodes changed it.
  package mutating func updateThresholds(by search: ThresholdSearch) -> Int {
    var changed = 0
    for block in blocks.indices { changed += blocks[block].updateThresholds(mail, by: search) }
    if changed > 0 { isAnswered = false }
    return changed
  }

  /// Every offloader moves probability from the last exchange.
  package mutating func updateStrategies(by rule: some StepRule) {
    isAnswered = false
    if rule.clearingPhases > 0 { return clearMarkets(by: rule) }
    if rule.asksForGrants { askForGrants(rule) }
    let mail = mail
    for layer in layers.dropLast() {
      sweep(layer) {
        if rule.asksForGrants { $0.moveAsGranted(mail, by: rule) } else { $0.move(mail, by: rule) }
      }
    }
  }

  /// Offloaders propose moves as if alone; receivers answer with what is proposed to them in all: Model (12).
  private mutating func askForGrants(_ rule: some StepRule) {
    for layer in layers.dropLast() {
      propose(layer, rule)
      deliverProposals(from: layer)
    }
    traffic.count(2 * problem.network.arcCount, of: ProposedMoves.byteCount)
  }

  private mutating func propose(_ layer: Int, _ rule: some StepRule) {
    let mail = mail
    sweep(layer) { $0.propose(mail, by: rule) }
  }

  private mutating func deliverProposals(from layer: Int) {
    let heads = problem.network.nodes(of: layer + 1)
    for head in heads {
      var asked = ProposedMoves()
      for block in blocks(of: layer) { asked.add(blocks[block].asked[head - heads.lowerBound]) }
      mail.deliver(asked, to: head)
    }
  }
}

extension DTORounds {
  /// What the nodes report of the last exchange to a coordinator, who learns from it that the tolerance is met.
  package mutating func reportProgress() -> NodeReport {
    traffic.count(problem.network.nodeCount, of: NodeReport.byteCount)
    return report
  }

  /// Counts the answers of the coordinator.
  mutating func countVerdict() { traffic.count(problem.network.nodeCount, of: Safeguard.byteCount) }

  /// Counts what comparing `count` plans takes before the first round: every node tells its flows under each, and reports.
  mutating func countComparison(ofPlans count: Int) {
    traffic.count(count * problem.network.arcCount, of: FlowMessage.byteCount)
    traffic.count(count * problem.network.nodeCount, of: NodeReport.byteCount)
  }

  /// The sum of all reports, in the order of the blocks.
  private var report: NodeReport { blocks.reduce(into: NodeReport()) { $0 += $1.report } }

  /// What nodes would report of the plan as it stands, before anything is said.
  mutating func foresight() -> NodeReport {
    if !isAnswered { computeFlowsAndPrices() }
    return report
  }

  /// How good the plan is as it stands: what `Evaluation` computes from the whole network, here from what nodes know.
  package mutating func evaluation() -> Evaluation {
    if !isAnswered { computeFlowsAndPrices() }
    let report = report, network = problem.network
    return Evaluation(
      totalArrivalRate: problem.conditions.totalArrivalRate, kappaSeconds: problem.cost.kappaSeconds,
      numberInSystem: report.number, errorFlow: report.errorFlow, relaxedGain: relaxedGain(),
      unilateralGain: report.unilateralGain,
      utilisation: blocks.flatMap { block in
        block.nodes.map { mail.receiver($0).inflow.total * network.serviceSeconds[$0] }
      },
      overloadedLinks: overloadedLinks)
  }

  private var overloadedLinks: [Int] {
    guard problem.cost.linkModel == .queue else { return [] }
    var flow: [Double] = []
    flow.reserveCapacity(problem.network.arcCount)
    for block in blocks {
      for node in block.nodes {
        let total = block.total[node - block.nodes.lowerBound]
        for arc in problem.network.arcs(from: node) {
          flow.append(total * block.probability[arc - block.arcs.lowerBound])
        }
      }
    }
    return problem.overloadedLinks { flow[$0] }
  }

  /// Σ_i λ_i m_i · (V_i − V^min_i): Model (14).
  private func relaxedGain() -> Double {
    let servers = layers.dropFirst().flatMap { problem.network.nodes(of: $0) }
    var least = servers.map { mail.reply(of: $0).price }, gain = 0.0
    for layer in layers.reversed() {
      for block in blocks(of: layer) {
        let relaxed = blocks[block].relaxed(mail, least)
        gain += relaxed.gain
        let first = blocks[block].nodes.lowerBound - problem.network.deviceCount
        for (index, price) in relaxed.least.enumerated() { least[first + index] = price }
      }
    }
    return gain
  }

  /// What nodes and arcs keep in memory, in bytes; the mail between them, which does not grow with arcs, is left out.
  package var byteCount: Int { blocks.reduce(0) { $0 + $1.byteCount } }

  /// What the server `node` answered last, for tests and for reading a state; devices are asked by nobody.
  package func lastReply(of node: Int) -> PriceMessage { mail.reply(of: node) }
  /// δ of every arc as last offered, in s, for tests and for reading a state.
  package var lastPrices: [Double] { blocks.flatMap(\.price) }
}

extension Network {
  /// The nodes of `layer` in runs of about `count` arcs or more, so that every run has many times more arcs than there
  /// are nodes to tell.
  fileprivate func runs(ofLayer layer: Int, arcs count: Int) -> [Range<Int>] {
    let heads = layer + 1 < layers.count ? nodes(of: layer + 1).count : 0
    let least = max(count, 8 * heads, 1)
    var runs: [Range<Int>] = [], first = firstNode[layer]
    for node in nodes(of: layer) where firstArc[node + 1] - firstArc[first] >= least {
      runs.append(first..<node + 1)
      first = node + 1
    }
    if first < firstNode[layer + 1] { runs.append(first..<firstNode[layer + 1]) }
    return runs
  }
}
