import EdgeModel

/// How far from the best the plan can be: Model (14).
extension NodeBlock {
  /// The least cost-to-go of every node by class, the minimum over receivers taken per class; and, at devices, what
  /// that would gain in all: Σ_i o_i · (C_i − C^min_i), in s per second of arrivals.
  ///
  /// - Parameter least: The same of the next layer, by server.
  func relaxed(
    _ mail: Mail, _ least: [ClassVector]
  ) -> (least: [ClassVector], gain: Double) {
    var own: [ClassVector] = [], gain = 0.0
    for node in nodes {
      let offloader = offloader(node, mail)
      let saving = saving(at: node, offloader, mail, least)
      if layer == 0 {
        gain += offloader.outflow.dot(saving)
      } else {
        let index = node - nodes.lowerBound
        own.append(
          answers[index].price - mail.problem.network.survive(at: node, level: level[index]) * saving)
      }
    }
    return (own, gain)
  }

  /// C − C^min of `node`.
  private func saving(
    at node: Int, _ offloader: DTOOffloader, _ mail: Mail, _ least: [ClassVector]
  ) -> ClassVector {
    let problem = mail.problem, network = problem.network, arcs = network.arcs(from: node)
    guard !arcs.isEmpty else { return .zero }
    var mean = ClassVector.zero, best = ClassVector(repeating: .infinity)
    for arc in arcs {
      let probability = probability[arc - self.arcs.lowerBound], head = network.head[arc]
      let link = problem.cost.link(
        flow: probability * offloader.total, transmissionSeconds: problem.conditions.transmissionSeconds[arc])
      let crossing = link.marginal + network.propagationSeconds[arc]
      mean += probability * (mail.reply(of: head).price + crossing)
      let cheapest = least[head - network.deviceCount] + crossing
      best.replace(with: cheapest, where: cheapest .< best)
    }
    return mean - best
  }
}
