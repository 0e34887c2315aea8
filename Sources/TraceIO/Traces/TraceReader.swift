/// Reads a canonical trace of any kind in batches, checking every row.
///
/// ``ArrivalReader`` and ``BandwidthReader`` are this reader with the columns named after what they hold.
package struct TraceReader: ~Copyable {
  /// The kind of the trace.
  package let kind: TraceKind

  private var csv: CSVColumns
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
    self.init(kind: kind, csv: try CSVColumns(csv, columns: TraceReader.columns(of: kind)))
  }

  private init(kind: TraceKind, csv: consuming CSVColumns) {
    self.kind = kind
    self.csv = csv
  }

  private static func columns(of kind: TraceKind) -> [CSVColumns.Column] {
    let names = kind.columns
    return [.orderedTime(names[0]), .series(names[1])] + names.dropFirst(2).map { .amount($0) }
  }

  /// The series met so far, and their names.
  package var series: SeriesTable { csv.series(of: 1) }
  /// The notes met so far in skippable zstd frames; complete once the last batch is read.
  package var notes: [String] { csv.notes }

  /// The next rows, or nil after the last; nil stays nil.
  ///
  /// - Throws: On a fault in a row, when time runs backwards, and when there is no row at all.
  package mutating func nextBatch() throws(InputError) -> TraceBatch? {
    guard let batch = try csv.nextBatch() else {
      if rows > 0 { return nil }
      throw InputError(csv.path, found: "a header but no rows", expected: "at least one row")
    }
    rows += batch.count
    return TraceBatch(batch, hasValues: kind != .arrivalEvents)
  }
}

extension TraceBatch {
  /// The rows of a batch of a trace's columns.
  fileprivate init(_ batch: CSVBatch, hasValues: Bool) {
    timeNanoseconds = batch.times
    series = batch.series
    values = hasValues ? batch.numbers : [Double](repeating: 1, count: batch.count)
    let surplus = batch.capacity - batch.count
    if surplus == 0 { return }
    timeNanoseconds.removeLast(surplus)
    series.removeLast(surplus)
    if hasValues { values.removeLast(surplus) }
  }
}
