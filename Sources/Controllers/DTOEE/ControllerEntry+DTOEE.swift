import EdgeModel

extension ControllerEntry {
  /// The paper's shape: a fixed step.
  package static let dtoEE = searching(
    "dto-ee", summary: "prices from neighbours, fixed step, thresholds every round",
    source: "Model (8)-(10), (13); after arXiv 2412.08284"
  ) { settings in
    settings.stepRule = .fixed
    settings.stepSize = 0.01
  }

  /// The same with a step that scales itself.
  package static let dtoEECurvature = searching(
    "dto-ee-curvature", summary: "the same with a step scaled by the receivers' curvature",
    source: "Model (8), (9), (11), (13)"
  ) { $0.stepRule = .curvature }

  /// The same with a step that scales itself by what receivers grant.
  static let dtoEEGrant = searching(
    "dto-ee-grant", summary: "the curvature step scaled by what receivers grant",
    source: "Model (8), (9), (12), (13)"
  ) { $0.stepRule = .grant }

  /// The same with a step that solves each offloader's problem exactly.
  package static let dtoEEExact = searching(
    "dto-ee-exact", summary: "exact local solves with grants, thresholds searched over all levels",
    source: "Model (8), (9), (12), (13), section 4"
  ) { settings in
    settings.stepRule = .exact
    settings.thresholdSearch = .all
  }

  /// The same with markets: the one to use.
  package static let dtoEEClearing = searching(
    "dto-ee-clearing",
    summary: "exact local solves at prices that clear, thresholds searched over all levels",
    source: "Model (8), (9), (13); docs/survey.md"
  ) { settings in
    settings.stepRule = .clearing
    settings.thresholdSearch = .all
    settings.riseLimit = 0.005
    settings.probesThresholds = true
  }

  /// A search of DTO-EE with its own `settings`. Alone, it is taken further than a slot has time for.
  private static func searching(
    _ name: String, summary: String, source: String, _ change: (inout ControllerSettings) -> Void
  ) -> ControllerEntry {
    var settings = ControllerSettings()
    change(&settings)
    var entry = ControllerEntry(
      name: name, isHeuristic: false, summary: summary, source: source, defaults: settings,
      make: { DTOEE(network: $0, cost: $1, settings: $2, recordsHistory: $3) })
    entry.toleranceAlone = 1e-7
    return entry
  }
}
