import Controllers
import EdgeModel

/// Says in one sentence what a decision changed and what it is short of, from the numbers alone.
enum DecisionReason {
  /// The sentence for `decision`, after `previous` in the slot before.
  static func sentence(_ decision: Decision, after previous: OffloadingPlan?, on network: Network) -> String {
    [
      movement(decision.plan, previous, network), thresholds(decision.plan, previous, network),
      busiest(decision.predicted, network),
    ].joined(separator: "; ")
  }

  private static func movement(
    _ plan: OffloadingPlan, _ previous: OffloadingPlan?, _ network: Network
  ) -> String {
    guard let previous else { return "first plan" }
    var moved = 0.0, senders = 0
    for node in 0..<network.nodeCount where network.arcs(from: node).count > 1 {
      senders += 1
      // Half the L1 distance of two distributions is the share that moved.
      moved +=
        network.arcs(from: node).reduce(0) { $0 + abs(plan.probability[$1] - previous.probability[$1]) } / 2
    }
    return "offloaders moved \(percent(moved / Double(max(senders, 1)))) of their tasks on average"
  }

  private static func thresholds(
    _ plan: OffloadingPlan, _ previous: OffloadingPlan?, _ network: Network
  ) -> String {
    let changes = network.layers.indices.compactMap { layer -> String? in
      guard let table = network.layers[layer].exit.table else { return nil }
      let nodes = network.nodes(of: layer)
      func mean(_ plan: OffloadingPlan) -> Double {
        nodes.reduce(0) { $0 + table.thresholds[plan.level[$1]] } / Double(nodes.count)
      }
      let now = mean(plan), change = previous.map { now - mean($0) } ?? 0
      guard abs(change) >= 0.005 else { return "stage \(layer) at \(hundredths(now))" }
      return "stage \(layer) \(change > 0 ? "up" : "down") \(hundredths(abs(change))) to \(hundredths(now))"
    }
    return changes.isEmpty ? "no thresholds" : "thresholds " + changes.joined(separator: ", ")
  }

  private static func busiest(_ predicted: Evaluation, _ network: Network) -> String {
    let overloaded =
      predicted.overloadedNodes.map(network.name(of:)) + predicted.overloadedLinks.map(network.name(ofArc:))
    guard overloaded.isEmpty else { return "overloaded: " + overloaded.joined(separator: ", ") }
    guard
      let node = predicted.utilisation.indices.max(by: {
        predicted.utilisation[$0] < predicted.utilisation[$1]
      })
    else { return "no nodes" }
    return "busiest \(network.name(of: node)) at \(hundredths(predicted.utilisation[node]))"
  }

  private static func percent(_ share: Double) -> String { Decimal.text(100 * share, places: 1) + " %" }
  private static func hundredths(_ number: Double) -> String { Decimal.text(number, places: 2) }
}
