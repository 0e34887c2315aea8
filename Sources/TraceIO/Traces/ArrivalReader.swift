/// Arrivals as columns: `tasks[i]` tasks of `source[i]` arrive at, or in the interval from, `timeNanoseconds[i]`.
package struct ArrivalBatch: Sendable, Equatable {
  /// Time of each row in nanoseconds, never falling.
  package var timeNanoseconds: [Int64]
  /// Source of each row.
  package var source: [Int32]
  /// Tasks of each row, finite and not negative, possibly fractional; 1 in a trace of events.
  package var tasks: [Double]

  /// Rows from columns of equal length.
  package init(timeNanoseconds: [Int64], source: [Int32], tasks: [Double]) {
    precondition(
      timeNanoseconds.count == source.count && source.count == tasks.count, "columns differ in length")
    (self.timeNanoseconds, self.source, self.tasks) = (timeNanoseconds, source, tasks)
  }

  /// The number of rows.
  package var count: Int { timeNanoseconds.count }
}

/// Reads a trace of arrival counts or arrival events.
package struct ArrivalReader: ~Copyable {
  private var reader: TraceReader

  /// Opens a trace, from a time on as ``TraceReader`` does; the header tells counts from events.
  package init(path: String, fromNanoseconds first: Int64 = 0) throws(InputError) {
    reader = try TraceReader(path: path, of: [.arrivalCounts, .arrivalEvents], fromNanoseconds: first)
  }

  /// ``TraceKind/arrivalCounts`` or ``TraceKind/arrivalEvents``.
  package var kind: TraceKind { reader.kind }
  /// The sources met so far, and their names.
  package var sources: SeriesTable { reader.series }

  /// The next rows, or nil after the last; nil stays nil.
  package mutating func nextBatch() throws(InputError) -> ArrivalBatch? {
    guard let batch = try reader.nextBatch() else { return nil }
    return ArrivalBatch(timeNanoseconds: batch.timeNanoseconds, source: batch.series, tasks: batch.values)
  }

  /// The smallest positive step between times of a file from `first` on, in nanoseconds: the interval of its counts.
  ///
  /// - Returns: nil when all rows have the same time.
  /// - Complexity: One pass over the file.
  package static func smallestStep(path: String, fromNanoseconds first: Int64 = 0) throws(InputError)
    -> Int64?
  {
    var reader = try ArrivalReader(path: path, fromNanoseconds: first)
    var smallest: Int64?
    var last: Int64?
    while let batch = try reader.nextBatch() {
      for time in batch.timeNanoseconds {
        if let last, time > last { smallest = min(smallest ?? .max, time - last) }
        last = time
      }
    }
    return smallest
  }
}
