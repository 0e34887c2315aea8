import EdgeModel

extension ControllerEntry {
  /// More to the faster server, whatever the link.
  static let computingFirst = ControllerEntry(
    name: "computing-first", isHeuristic: true, summary: "split in proportion to server speed",
    source: "Model section 9", defaults: ControllerSettings(),
    make: { network, cost, settings, _ in
      SplitHeuristic(network: network, cost: cost, settings: settings) { problem, arc in
        problem.network.speedWeight(ofArc: arc)
      }
    })
}
