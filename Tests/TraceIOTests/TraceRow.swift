@testable import TraceIO

/// A row of a trace, its series as written.
struct TraceRow: Equatable {
  var nanoseconds: Int64
  var series: String
  var value: Double

  /// The rows of a trace.
  static func all(_ path: String) throws -> [TraceRow] {
    var reader = try TraceReader(path: path), rows: [TraceRow] = []
    while let batch = try reader.nextBatch() {
      for row in 0..<batch.count {
        rows.append(
          TraceRow(
            nanoseconds: batch.timeNanoseconds[row], series: reader.series.name(of: Int(batch.series[row])),
            value: batch.values[row]))
      }
    }
    return rows
  }

  /// Rows by series, in order.
  static func bySeries(_ rows: [TraceRow]) -> [String: [TraceRow]] {
    Dictionary(grouping: rows, by: \.series)
  }
}
