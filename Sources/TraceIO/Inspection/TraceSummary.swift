/// What all series of a trace hold together.
package struct TraceSummary: Sendable, Equatable {
  /// Rows.
  package private(set) var rows = 0
  /// Rows with the value 0.
  package private(set) var zeros = 0
  /// The smallest value: tasks or bit/s.
  package private(set) var smallest = Double.infinity
  /// The largest value.
  package private(set) var largest = -Double.infinity
  /// The sum of the values.
  package private(set) var total = 0.0
  /// Time of the latest row in nanoseconds.
  private(set) var last: Int64 = 0

  /// The mean over rows, whatever their distance in time.
  package var mean: Double { total / Double(rows) }

  /// Adds a row.
  mutating func add(_ value: Double, at time: Int64) {
    rows += 1
    zeros += value == 0 ? 1 : 0
    smallest = min(smallest, value)
    largest = max(largest, value)
    total += value
    last = time
  }
}
