/// One setting that was tried, and what came of it.
package struct Trial: Sendable, Equatable {
  /// Whether it was replayed to the end.
  package enum Status: String, Sendable { case complete, stopped }

  /// Its number, from 0: the controller's defaults.
  package let number: Int
  /// Its batch; trials of one batch were chosen knowing those of earlier batches.
  package let batch: Int
  /// The value of every parameter. Of trial 0 those of its values that lie in the space.
  package let values: Assignment
  /// Whether it was replayed to the end.
  package let status: Status
  /// The trial it was held against, by number.
  package let incumbent: Int?
  /// The probability that stopped it.
  package let probability: Double?
  /// What is minimised, the mean over cases; of a stopped trial the incumbent's value plus the difference to it over the
  /// slots that both have. Nil where no task completed.
  package let value: Double?
  /// By how much it breaks what settings must keep to; 0 when it keeps to all.
  package let violation: Double
  /// What was measured, by case.
  package let cases: [SlotColumns]

  /// Slots replayed in each case.
  package var slots: Int { cases.first?.count ?? 0 }

  /// What decides between trials: first what must be kept to, then the value; of equals the earlier one.
  private var rank: (Double, Double, Int) { (violation, value ?? .infinity, number) }

  /// Whether it is to be preferred to `other`.
  package func isBetter(than other: Trial) -> Bool { rank < other.rank }
}

extension Sequence<Trial> {
  /// The best of those that were replayed to the end.
  package var best: Trial? { filter { $0.status == .complete }.min { $0.isBetter(than: $1) } }
}
