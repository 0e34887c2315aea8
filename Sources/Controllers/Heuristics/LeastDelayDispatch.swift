import EdgeModel

/// Dispatch by queues, task by task. What the decision's strategy says is the selfish equilibrium, which is what everybody
/// taking the quickest way comes to in the long run: thresholds are set for it and predictions made from it.
extension ControllerEntry {
  private static func dispatching(
    _ name: String, summary: String, source: String,
    _ rule: @escaping @Sendable (CostModel, ControllerSettings) -> LeastDelay
  ) -> ControllerEntry {
    ControllerEntry(
      name: name, isHeuristic: true, observesQueues: true, summary: summary, source: source,
      defaults: ControllerSettings(),
      make: { network, cost, settings, _ in
        Selfish(
          network: network, cost: cost, settings: settings, dispatch: .leastDelay(rule(cost, settings)))
      })
  }

  /// Each task to the receiver with the least expected delay.
  static let leastDelay = dispatching(
    "least-delay",
    summary: "each task to the receiver with the least expected delay, from the queues as known",
    source: "Model section 9"
  ) { _, settings in
    LeastDelay(informationDelaySeconds: settings.informationDelaySeconds)
  }

  /// Each task to the better of two receivers.
  static let twoChoices = dispatching(
    "two-choices", summary: "the same with two receivers to choose from, drawn for each task and hop",
    source: "Model section 9; after Mitzenmacher, IEEE TPDS 12 (2001)"
  ) { _, settings in
    LeastDelay(candidates: .twoDrawn, informationDelaySeconds: settings.informationDelaySeconds)
  }

  /// As least-delay, with exits that open as the channel gets worse.
  static let channelAware = dispatching(
    "channel-aware", summary: "as least-delay, and thresholds fall by what the channel costs, as accuracy",
    source: "Model section 9; after arXiv 2311.18098"
  ) { cost, settings in
    // One second is worth 1/κ of accuracy: a second on the link lowers a threshold by as much.
    LeastDelay(
      informationDelaySeconds: settings.informationDelaySeconds,
      thresholdFallPerSecond: 1 / max(cost.kappaSeconds, leastKappaSeconds))
  }

  /// Below this κ accuracy is worth nothing, and any time on a link opens every exit.
  private static let leastKappaSeconds = 1e-9
}
