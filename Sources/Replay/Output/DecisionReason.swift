import Controllers
import EdgeModel

/// Says in one sentence why a decision was taken, from the numbers alone: what was short, who moved, what it shed.
///
/// The plan of the slot before is held against the same conditions, so that the sentence tells what would have
/// happened without the decision.
struct DecisionReason {
  private let plan: OffloadingPlan
  private let previous: OffloadingPlan?
  private let utilisation: [Double]
  private let problem: DecisionProblem
  private let flows: Flows
  private var network: Network { problem.network }

  /// What a node would have been busier under the plan before is worth a word from here on.
  private static let leastRelief = 0.02
  /// Likewise a sender's probability and a share that leaves; and a threshold, which is a share too.
  private static let leastChange = 0.005

  /// The sentence for `decision`, taken under `problem`, after `previous` in the slot before.
  ///
  /// - Parameters:
  ///   - flows: What the decision's plan makes flow.
  ///   - overload: What it overloads.
  /// - Complexity: O(nodes + arcs).
  static func sentence(
    _ decision: Decision, after previous: OffloadingPlan?, on problem: DecisionProblem, _ flows: Flows,
    _ overload: OverloadRecord
  ) -> String {
    let reason = DecisionReason(
      plan: decision.plan, previous: previous, utilisation: decision.predicted.utilisation, problem: problem,
      flows: flows)
    let parts = [overload.words, reason.pressure, reason.movement, reason.thresholds]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  /// The busiest node now, and what it would have been under the plan before.
  private var pressure: String {
    guard let top = Self.busiest(utilisation) else { return "no nodes" }
    let now = "server \(network.name(of: top)) at \(hundredths(utilisation[top]))"
    guard let previous else { return now }
    let unmoved = problem.utilisation(of: previous)
    guard let worst = Self.busiest(unmoved), unmoved[worst] - utilisation[worst] >= Self.leastRelief else {
      return now
    }
    let kept = "server \(network.name(of: worst)) would be at \(hundredths(unmoved[worst]))"
    guard worst != top else { return kept + ", now \(hundredths(utilisation[top]))" }
    return kept + ", now \(hundredths(utilisation[worst])); \(now)"
  }

  private static func busiest(_ utilisation: [Double]) -> Int? {
    utilisation.indices.max { utilisation[$0] < utilisation[$1] }
  }

  /// The receiver that gained most, and from how many senders what share of their tasks.
  private var movement: String {
    guard let previous else { return "first plan" }
    var gains = [Gain](repeating: Gain(), count: network.nodeCount)
    let heads = network.head, now = plan.probability, before = previous.probability
    for arc in heads.indices where now[arc] - before[arc] >= Self.leastChange {
      let flow = flows.outflow[network.tail[arc]].total
      gains[heads[arc]].add(share: now[arc] - before[arc], of: flow)
    }
    guard let node = gains.indices.max(by: { gains[$0].tasks < gains[$1].tasks }), gains[node].tasks > 0
    else { return "nobody moved tasks" }
    let best = gains[node]
    let kind = network.layerOfNode[node] == 1 ? "device" : "server"
    return
      "\(best.senders) \(kind)\(best.senders == 1 ? "" : "s") moved \(percent(best.tasks / best.sent)) of "
      + "\(best.senders == 1 ? "its" : "their") tasks to \(network.name(of: node))"
  }

  /// What a receiver gained: how many tasks a second, from how many senders, who send how many in all.
  private struct Gain {
    var tasks = 0.0, senders = 0, sent = 0.0

    mutating func add(share: Double, of flow: Double) {
      tasks += share * flow
      senders += 1
      sent += flow
    }
  }

  /// Where the thresholds of each stage stand or went, and what that sheds.
  private var thresholds: String {
    let changes = network.layers.indices.compactMap(threshold)
    return changes.isEmpty ? "no thresholds" : "thresholds " + changes.joined(separator: ", ")
  }

  private func threshold(ofStage stage: Int) -> String? {
    guard let table = network.layers[stage].exit.table else { return nil }
    let nodes = network.nodes(of: stage)
    func mean(_ plan: OffloadingPlan) -> Double {
      nodes.reduce(0) { $0 + table.thresholds[plan.level[$1]] } / Double(nodes.count)
    }
    let now = mean(plan)
    guard let previous, abs(now - mean(previous)) >= Self.leastChange else {
      return "at stage \(stage) \(hundredths(now))"
    }
    let change = now - mean(previous)
    let text =
      "at stage \(stage) \(change > 0 ? "up" : "down") \(hundredths(abs(change))) to \(hundredths(now))"
    let shed = share(leaving: plan, nodes) - share(leaving: previous, nodes)
    guard abs(shed) >= Self.leastChange else { return text }
    return text + (shed > 0 ? " to shed \(percent(shed))" : " to pass on \(percent(-shed)) more")
  }

  /// The share of what enters `nodes` that leaves there at the levels of `plan`.
  private func share(leaving plan: OffloadingPlan, _ nodes: Range<Int>) -> Double {
    let entering = nodes.reduce(0) { $0 + flows.inflow[$1].total }
    guard entering > 0 else { return 0 }
    return 1 - nodes.reduce(0) {
      $0 + flows.inflow[$1].dot(network.survive(at: $1, level: plan.level[$1]))
    } / entering
  }

  private func percent(_ share: Double) -> String { Decimal.text(100 * share, places: 0) + " %" }
  private func hundredths(_ number: Double) -> String { Decimal.text(number, places: 2) }
}
