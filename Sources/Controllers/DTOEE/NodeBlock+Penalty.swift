import EdgeModel

/// What of a block's cost is penalty.
extension NodeBlock {
  /// Adds the penalty to what is reported of an exchange, once prices are worked out.
  mutating func reportPenalty(_ mail: Mail) { report.penalty = penalty(mail) }

  /// What its nodes and, where links are queues, its arcs hold beyond their knees, in tasks.
  ///
  /// - Complexity: O(nodes), and O(arcs) where links are queues.
  private func penalty(_ mail: Mail) -> Double {
    let problem = mail.problem, network = problem.network, queue = problem.cost.queue
    let firstArc = network.firstArc.span, probability = probability.span
    let transmission = problem.conditions.transmissionSeconds.span
    var penalty = 0.0
    for node in nodes {
      penalty += queue.penalty(
        inflow: mail.receiver(node).inflow.total, serviceSeconds: network.serviceSeconds[node])
    }
    for node in nodes where problem.cost.linkModel == .queue {
      let total = total[node - nodes.lowerBound]
      for arc in firstArc[node]..<firstArc[node + 1] {
        penalty += queue.penalty(
          inflow: total * probability[arc - arcs.lowerBound], serviceSeconds: transmission[arc])
      }
    }
    return penalty
  }
}
