/// What Model (6) says of one stage: how long a task takes into it and at it, in the mean.
package struct StageDelay: Sendable, Equatable {
  /// Over the links into the stage, propagation included, in s; nil where nothing flows.
  package var linkSeconds: Double?
  /// At its servers, in s; nil where nothing flows.
  package var serverSeconds: Double?
}

extension DecisionProblem {
  /// The parts of the mean delay of a plan with `flows`, by stage from 1: numbers in system over flows, Little's law.
  ///
  /// - Complexity: O(nodes + arcs).
  package func stageDelays(of flows: Flows) -> [StageDelay] {
    (1..<network.layers.count).map { stage in
      var onLinks = 0.0, onArcs = 0.0, atServers = 0.0, inflow = 0.0
      for arc in network.arcs(fromLayer: stage - 1) {
        let flow = flows.arcFlow[arc]
        onLinks +=
          cost.link(flow: flow, transmissionSeconds: conditions.transmissionSeconds[arc]).number
          + flow * network.propagationSeconds[arc]
        onArcs += flow
      }
      for node in network.nodes(of: stage) {
        let flow = flows.inflow[node].total
        atServers += cost.queue.value(inflow: flow, serviceSeconds: network.serviceSeconds[node]).number
        inflow += flow
      }
      return StageDelay(
        linkSeconds: onArcs > 0 ? onLinks / onArcs : nil, serverSeconds: inflow > 0 ? atServers / inflow : nil
      )
    }
  }
}
