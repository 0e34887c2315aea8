/// Rows of a trace as columns; a row is one index into all of them.
package struct TraceBatch: Sendable, Equatable {
  /// Time of each row in nanoseconds, never falling from row to row or from batch to batch.
  package var timeNanoseconds: [Int64] = []
  /// Number of each row's source or link.
  package var series: [Int32] = []
  /// Each row's value: tasks (counts), 1 (events), or bit/s (bandwidth); finite and never negative.
  package var values: [Double] = []

  /// An empty batch.
  package init() {}

  /// The number of rows.
  package var count: Int { timeNanoseconds.count }
}
