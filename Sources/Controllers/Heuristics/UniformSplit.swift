import EdgeModel

extension ControllerEntry {
  /// The same to every receiver.
  static let uniform = ControllerEntry(
    name: "uniform", isHeuristic: true, summary: "equal split over all receivers",
    source: "Model section 9", defaults: ControllerSettings(),
    make: { network, cost, settings, _ in
      SplitHeuristic(network: network, cost: cost, settings: settings) { _, _ in 1 }
    })
}
