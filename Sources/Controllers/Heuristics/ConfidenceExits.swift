import EdgeModel

/// Splits as computing-first, and exits by another measure of confidence than the scenario's: the scenario gives each of
/// these controllers an exit profile of its own.
extension ControllerEntry {
  private static func exits(by confidence: String, _ name: String, source: String) -> ControllerEntry {
    ControllerEntry(
      name: name, isHeuristic: true, ownConfidence: confidence,
      summary: "as computing-first, exits by \(confidence)", source: source, defaults: ControllerSettings(),
      make: ControllerEntry.computingFirst.make)
  }

  /// Exits by the entropy of the answer's distribution.
  static let entropyExit = exits(
    by: "an entropy confidence", "entropy-exit", source: "Model section 9; after DeeBERT, arXiv 2004.12993")

  /// Exits by a predictor of whether the answer here is right.
  static let predictorExit = exits(
    by: "a predictor's score", "predictor-exit", source: "Model section 9; after SpecEE")
}
