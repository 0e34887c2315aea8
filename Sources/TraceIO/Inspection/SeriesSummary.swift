/// What one series of a trace holds, in 40 bytes, as a trace may have a million of them.
package struct SeriesSummary: Sendable, Equatable {
  /// The sum of the values.
  package private(set) var total = 0.0
  /// The smallest value: tasks or bit/s.
  package private(set) var smallest = Double.infinity
  /// The largest value.
  package private(set) var largest = -Double.infinity
  /// Time of the latest row in nanoseconds.
  private(set) var last: Int64 = 0
  private var narrowRows: UInt32 = 0
  private var narrowZeros: UInt32 = 0

  /// The most rows that are counted here; ``add(_:at:)`` must not be called beyond.
  static let mostRows = Int(UInt32.max)

  /// Rows.
  package var rows: Int { Int(narrowRows) }
  /// Rows with the value 0.
  package var zeros: Int { Int(narrowZeros) }
  /// The mean over rows, whatever their distance in time.
  package var mean: Double { total / Double(rows) }

  /// Adds a row.
  mutating func add(_ value: Double, at time: Int64) {
    narrowRows += 1
    narrowZeros += value == 0 ? 1 : 0
    smallest = min(smallest, value)
    largest = max(largest, value)
    total += value
    last = time
  }
}
