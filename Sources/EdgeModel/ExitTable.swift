/// What every threshold level does to every difficulty class at one stage: Model (1) and (2).
package struct ExitTable: Sendable, Equatable {
  /// c_ℓ: the confidence from which on a task exits, per level, ascending. A value above every confidence means
  /// "never exit".
  package let thresholds: [Double]
  /// R[ℓ]: the share of each class that goes on.
  package let survive: [ClassVector]
  /// E[ℓ]: the share of each class that exits here with a wrong answer.
  package let error: [ClassVector]

  /// A table of `thresholds.count` levels.
  ///
  /// - Precondition: The three arrays have the same, positive count.
  package init(thresholds: [Double], survive: [ClassVector], error: [ClassVector]) {
    precondition(
      !thresholds.isEmpty && survive.count == thresholds.count && error.count == thresholds.count,
      "an exit table needs as many shares as thresholds, got \(thresholds.count), \(survive.count), \(error.count)"
    )
    self.thresholds = thresholds
    self.survive = survive
    self.error = error
  }

  /// The level that every cold start begins with.
  package var middleLevel: Int { thresholds.count / 2 }

  /// The level whose threshold is nearest to `threshold`; the lower one of two equally near.
  package func level(nearest threshold: Double) -> Int {
    thresholds.indices.min { abs(thresholds[$0] - threshold) < abs(thresholds[$1] - threshold) } ?? 0
  }
}
