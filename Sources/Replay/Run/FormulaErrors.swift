import EdgeModel

/// Model (6) against the simulation, slot by slot, for one class of nodes: predicted over measured, minus 1.
struct FormulaErrors: Sendable, Codable {
  private var errors: [Double] = []

  /// Adds a slot; one without a prediction or a measurement says nothing.
  mutating func add(predicted: Double?, measured: Double?) {
    guard let predicted, let measured, measured > 0 else { return }
    errors.append(predicted / measured - 1)
  }

  /// The median over slots, because the penalty of one overloaded or broken node exceeds everything else in a mean.
  var median: Double? { Self.median(of: errors) }

  /// The median of `values`; nil without any.
  static func median(of values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
