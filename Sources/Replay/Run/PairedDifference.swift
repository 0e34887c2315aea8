/// The mean of differences between two controllers over the same slots, with a 95 % interval.
///
/// Both met the same tasks, so differences are paired by the slot of arrival. Neighbouring slots depend on each other;
/// batch means over up to 20 batches of consecutive slots take that up (Law, *Simulation Modeling and Analysis*,
/// section 9.5.3), with Student's t on batches − 1 degrees of freedom. In a short run batches depend on each other too:
/// the variance of their mean is taken as that of a first-order autoregression, (1 + r)/(1 − r) times that of independent
/// ones, r their correlation at lag 1 (Fishman, *Grouping observations in digital simulation*, Management Science 24,
/// 1978, has the idea), with 1/batches added for the bias of its estimate, and never below 0.
package struct PairedDifference: Sendable, Equatable {
  /// What the interval says of the first controller, for a quantity of which less is better.
  package enum Verdict: String, Sendable {
    case better, worse, indistinguishable
  }

  /// The mean difference over batches, first minus second.
  package let mean: Double
  /// Half the width of the interval; nil with fewer than two batches.
  package let halfWidth: Double?
  private let lessIsBetter: Bool

  /// The most batches.
  static let batchLimit = 20

  /// The difference of `first` and `second` over their slots; nil when there are none.
  package init?(_ differences: [Double], lessIsBetter: Bool) {
    guard !differences.isEmpty else { return nil }
    self.lessIsBetter = lessIsBetter
    let batches = Self.batchMeans(differences)
    let mean = batches.reduce(0, +) / Double(batches.count)
    self.mean = mean
    guard batches.count > 1 else {
      halfWidth = nil
      return
    }
    let squares = batches.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let inflation = Self.inflation(of: batches, mean: mean, squares: squares)
    halfWidth =
      Self.studentT95[batches.count - 2]
      * (inflation * squares / Double(batches.count - 1) / Double(batches.count)).squareRoot()
  }

  /// By how much the mean of `batches` varies more than if they were independent.
  private static func inflation(of batches: [Double], mean: Double, squares: Double) -> Double {
    guard squares > 0 else { return 1 }
    let products = zip(batches, batches.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let correlation = min(max(0, products / squares + 1 / Double(batches.count)), strongestCorrelation)
    return (1 + correlation) / (1 - correlation)
  }

  /// Beyond it an estimate from so few batches says little more, and the interval would have no end.
  private static let strongestCorrelation = 0.9

  /// The verdict on the first controller.
  package var verdict: Verdict {
    guard let halfWidth, abs(mean) > halfWidth else { return .indistinguishable }
    return (mean < 0) == lessIsBetter ? .better : .worse
  }

  /// Means of consecutive batches whose lengths differ by one slot at most.
  private static func batchMeans(_ values: [Double]) -> [Double] {
    let count = min(batchLimit, values.count)
    return (0..<count).map { batch in
      let slice = values[(batch * values.count / count)..<((batch + 1) * values.count / count)]
      return slice.reduce(0, +) / Double(slice.count)
    }
  }

  /// The two-sided 95 % quantiles of Student's t for 1 to 19 degrees of freedom.
  private static let studentT95 = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120,
    2.110, 2.101, 2.093,
  ]
}
