import EdgeModel

extension ControllerEntry {
  /// More over the faster link, whatever the server.
  static let bandwidthFirst = ControllerEntry(
    name: "bandwidth-first", isHeuristic: true, summary: "split in proportion to link rate",
    source: "Model section 9", defaults: ControllerSettings(),
    make: { network, cost, settings, _ in
      SplitHeuristic(network: network, cost: cost, settings: settings) { problem, arc in
        1 / problem.conditions.transmissionSeconds[arc]  // all arcs of a node carry the same bytes
      }
    })
}
