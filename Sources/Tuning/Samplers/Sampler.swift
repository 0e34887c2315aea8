/// Chooses the settings of trials.
///
/// | sampler | looks at earlier trials | source |
/// |---|---|---|
/// | `grid` | no | every combination |
/// | `sobol` | no | Joe & Kuo 2008, scrambled as by Owen 1995 |
/// | `tpe` | at those of earlier batches | Bergstra et al. 2011 |
///
/// A choice is a function of the seed, the trial's number and the trials of earlier batches: never of who finished first.
protocol Sampler: Sendable {
  /// How many trials there can be beside trial 0; nil for any number.
  var limit: Int? { get }

  /// The settings of the trials `numbers`, all at least 1.
  ///
  /// - Parameter earlier: All trials of earlier batches, by number.
  func assignments(of numbers: Range<Int>, after earlier: [Trial]) -> [Assignment]
}

extension Space {
  /// The sampler of the space.
  ///
  /// - Parameters:
  ///   - name: Which.
  ///   - seed: Of everything it draws.
  func makeSampler(_ name: SamplerName, seed: UInt64) -> any Sampler {
    let sobol = SobolSampler(parameters: parameters, seed: seed)
    return switch name {
    case .grid: GridSampler(parameters: parameters, points: points)
    case .sobol: sobol
    case .tpe: TPESampler(parameters: parameters, startup: sobol, startupCount: startup, seed: seed)
    }
  }
}

extension [Parameter] {
  /// Whether parameter `index` counts, given the values of those before it.
  func counts(_ index: Int, given values: Assignment) -> Bool {
    self[index].conditions.allSatisfy { condition in
      guard let value = values[condition.parameter] else { return false }
      return condition.choices.contains(Int(value))
    }
  }

  /// One value after the other, nil where a parameter does not count.
  func assignment(_ value: (Int) -> Double) -> Assignment {
    var values: Assignment = []
    for index in indices { values.append(counts(index, given: values) ? value(index) : nil) }
    return values
  }
}
