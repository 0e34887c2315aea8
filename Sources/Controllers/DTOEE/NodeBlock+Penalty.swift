import EdgeModel

/// What of a block's cost is penalty.
extension NodeBlock {
  /// What its nodes and, where links are queues, its arcs hold beyond their knees, in tasks.
  ///
  /// - Complexity: O(nodes), and O(arcs) where links are queues.
  func penalty(_ mail: Mail) -> Double {
    let problem = mail.problem, network = problem.network, queue = problem.cost.queue
    var penalty = 0.0
    for node in nodes {
      penalty += queue.penalty(
        inflow: mail.receiver(node).inflow.total, serviceSeconds: network.serviceSeconds[node])
    }
    guard problem.cost.linkModel == .queue else { return penalty }
    let firstArc = network.firstArc.span, probability = probability.span
    let transmission = problem.conditions.transmissionSeconds.span
    for node in nodes {
      let total = total[node - nodes.lowerBound]
      for arc in firstArc[node]..<firstArc[node + 1] {
        penalty += queue.penalty(
          inflow: total * probability[arc - arcs.lowerBound], serviceSeconds: transmission[arc])
      }
    }
    return penalty
  }
}
