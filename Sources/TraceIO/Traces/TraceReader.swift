/// Reads a canonical trace of any kind in batches, checking every row.
///
/// ``ArrivalReader`` and ``BandwidthReader`` are this reader with the columns named after what they hold.
package struct TraceReader: ~Copyable {
  /// The kind of the trace.
  package let kind: TraceKind

  private var csv: CSVReader
  private let columns: [Int]
  private var table = SeriesTable()
  private var last: Int64 = 0
  private var rows = 0

  /// Opens a trace, which must be of one of `kinds`, and finds its kind by its header.
  package init(path: String, of kinds: [TraceKind] = TraceKind.allCases) throws(InputError) {
    let csv = try CSVReader(path: path)
    let kind = try TraceKind.detect(csv)
    guard kinds.contains(kind) else {
      throw InputError(
        path, .line(1), found: "a trace of \(kind.rawValue)",
        expected: kinds.map(\.rawValue).joined(separator: " or "), advice: "Check which file was named where")
    }
    self.init(kind: kind, columns: try csv.columns(kind.columns), csv: csv)
  }

  private init(kind: TraceKind, columns: [Int], csv: consuming CSVReader) {
    self.kind = kind
    self.columns = columns
    self.csv = csv
  }

  /// The series met so far, and their names.
  package var series: SeriesTable { table }
  /// The notes met so far in skippable zstd frames; complete once the last batch is read.
  package var notes: [String] { csv.notes }

  /// The next rows, or nil after the last; nil stays nil.
  ///
  /// - Throws: On a fault in a row, when time runs backwards, and when there is no row at all.
  package mutating func nextBatch() throws(InputError) -> TraceBatch? {
    var batch = TraceBatch()
    batch.timeNanoseconds.reserveCapacity(TraceBatch.rows)
    batch.series.reserveCapacity(TraceBatch.rows)
    batch.values.reserveCapacity(TraceBatch.rows)
    while batch.count < TraceBatch.rows, try csv.nextRow() { try appendRow(to: &batch) }
    rows += batch.count
    if rows == 0 {
      throw InputError(csv.path, found: "a header but no rows", expected: "at least one row")
    }
    return batch.count == 0 ? nil : batch
  }

  private mutating func appendRow(to batch: inout TraceBatch) throws(InputError) {
    let time = try csv.time(columns[0])
    if time < last { throw unsorted(time) }
    last = time
    batch.timeNanoseconds.append(time)
    batch.series.append(try csv.series(columns[1], in: &table))
    batch.values.append(kind == .arrivalEvents ? 1 : try csv.amount(columns[2]))
  }

  private func unsorted(_ time: Int64) -> InputError {
    InputError(
      csv.path, .line(csv.line),
      found: "time \(TraceTime.seconds(time)) s after \(TraceTime.seconds(last)) s on the row above",
      expected: "times in order", advice: "Sort the rows by time_s")
  }
}
