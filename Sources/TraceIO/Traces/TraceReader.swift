/// Reads a canonical trace of any kind in batches, checking every row.
///
/// ``ArrivalReader`` and ``BandwidthReader`` are this reader with the columns named after what they hold.
package struct TraceReader: ~Copyable {
  /// The kind of the trace.
  package let kind: TraceKind

  private var csv: CSVColumns
  private let first: Int64
  private var rows = 0

  /// Opens a trace, which must be of one of `kinds`, and finds its kind by its header.
  package init(path: String, of kinds: [TraceKind] = TraceKind.allCases) throws(InputError) {
    try self.init(path: path, of: kinds, fromNanoseconds: 0)
  }

  /// Opens a trace at the first row whose time is `first` or later.
  ///
  /// Rows before it are skipped, frame by frame where the file has a seek table of ours; they are then not checked,
  /// their notes are not met, series written as names are numbered from there, and errors count lines from there.
  package init(
    path: String, of kinds: [TraceKind] = TraceKind.allCases, fromNanoseconds first: Int64
  ) throws(InputError) {
    let map = try FrameMap(path: path)
    var csv = try CSVReader(map)
    let kind = try TraceKind.detect(csv)
    guard kinds.contains(kind) else {
      throw InputError(
        path, .line(1), found: "a trace of \(kind.rawValue)",
        expected: kinds.map(\.rawValue).joined(separator: " or "), advice: "Check which file was named where")
    }
    let part = try TraceReader.part(map, csv.header, csv.columns(kind.columns)[0], first)
    if part > 0 { csv = try CSVReader(map, header: csv.header, from: part) }
    self.init(kind: kind, csv: try CSVColumns(csv, columns: TraceReader.columns(of: kind)), first: first)
  }

  private init(kind: TraceKind, csv: consuming CSVColumns, first: Int64) {
    self.kind = kind
    self.csv = csv
    self.first = first
  }

  /// The last part that begins before `first`, so that no row from `first` on lies in front of it.
  private static func part(
    _ map: FrameMap, _ header: [String], _ timeColumn: Int, _ first: Int64
  ) throws(InputError) -> Int {
    guard map.beginsWithRows, first > 0 else { return 0 }
    var candidates = 1..<map.parts.count
    while !candidates.isEmpty {
      let middle = candidates.lowerBound + candidates.count / 2
      var probe = try CSVReader(map, header: header, from: middle, threads: 0)
      if try probe.nextRow(), try probe.time(timeColumn) < first {
        candidates = middle + 1..<candidates.upperBound
      } else {
        candidates = candidates.lowerBound..<middle
      }
    }
    return candidates.lowerBound - 1
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
    while let batch = try csv.nextBatch() {
      rows += batch.count
      guard batch.times[batch.count - 1] >= first else { continue }
      var rows = TraceBatch(batch, hasValues: kind != .arrivalEvents)
      if batch.times[0] < first { rows.removeRows(before: first) }
      return rows
    }
    if rows > 0 { return nil }
    throw InputError(csv.path, .line(1), found: "a header but no rows", expected: "at least one row")
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
  fileprivate mutating func removeRows(before time: Int64) {
    let count = timeNanoseconds.prefix { $0 < time }.count
    timeNanoseconds.removeFirst(count)
    series.removeFirst(count)
    values.removeFirst(count)
  }
}
