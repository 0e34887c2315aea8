/// Imports any CSV with a header, its columns mapped by options, as a trace of bandwidth, counts or events.
///
/// Rules:
/// - *Series*: with ``ImportOptions/Name/seriesColumn`` every value of the column is a link or source; without,
///   each file is one. All are numbered in the order of first appearance, and the note says what they were called.
/// - *Missing value*: rows whose value is empty, `-`, `NA`, `NaN` or `null` are dropped.
/// - *Order*: rows may come in any order; those that jump back are counted and put in order.
/// - *Repeated timestamp*: of several values of one series at one time the last is kept; events are all kept.
/// - *Time* counts from the earliest row of all files, or of each file when the clock is the file's.
package struct CSVImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "csv"
  /// What it reads and makes.
  package static let summary = "any CSV with a header, its columns named by options"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = [
    .kind, .timeColumn, .timeFormat, .valueColumn, .unit, .seriesColumn, .clock,
  ]

  private let mapping: CSVMapping

  /// An importer of bandwidth in bit/s over seconds, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) { mapping = try CSVMapping(options: options) }

  /// Reads the files one after the other and writes all rows in the order of time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var sorter = TraceSorter(output: output)
    var series = SeriesNames()
    var counts = Counts()
    for file in inputs.files { try read(file, into: &sorter, &series, &counts) }
    guard !sorter.isEmpty else {
      throw InputError(
        inputs.files[0].path, .line(1), found: "no usable row in \(counted(inputs.files.count, "file"))",
        expected: "rows with a time" + (mapping.valueColumn.map { " and a value in \($0)" } ?? ""))
    }
    let noun = mapping.kind == .bandwidth ? "link" : "source"
    let note = SeriesNote("offramp trace import \(CSVImporter.name), \(mapping.words)", noun, series.names)
      .text
    let written = try sorter.write(
      kind: mapping.kind.trace, note: note, keepingRepeats: mapping.kind == .events, startingAtZero: true)
    var report = ImportReport(inputs, rows: counts.rows)
    report.rowsOut = written.rows
    report.zeroRows = mapping.kind == .events ? nil : written.zeroRows
    report.series = counted(series.names.count, noun)
    report.dropped = [
      .init(rule: "missing value", count: counts.missing),
      .init(rule: "repeated timestamp", count: written.repeated),
    ]
    report.noted = [
      .init(rule: "jump back put in order", plural: "jumps back put in order", count: counts.backward)
    ]
    return report
  }

  private struct Counts {
    var rows = 0
    var missing = 0
    var backward = 0
    var last: Int64?
    /// The earliest and the latest time so far.
    var span: ClosedRange<Int64>?
  }

  private func read(
    _ file: TraceFiles.File, into sorter: inout TraceSorter, _ series: inout SeriesNames,
    _ counts: inout Counts
  ) throws(InputError) {
    let zero = mapping.clock == .file ? try earliest(file) : 0
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(mapping.columns)
    let valueColumn = mapping.valueColumn == nil ? nil : columns[1]
    let seriesColumn = mapping.seriesColumn == nil ? nil : columns.last
    counts.last = nil
    while try csv.nextRow() {
      counts.rows += 1
      if let valueColumn, CSVMapping.isMissing(csv.text(valueColumn)) {
        counts.missing += 1
        continue
      }
      let time = try mapping.time(csv, columns[0]) - zero
      if let last = counts.last, time < last { counts.backward += 1 }
      counts.last = time
      let span = min(counts.span?.lowerBound ?? time, time)...max(counts.span?.upperBound ?? time, time)
      guard span.upperBound - span.lowerBound <= TraceTime.latestNanoseconds else {
        throw csv.fault(
          columns[0], expected: "times within 104 days of each other",
          advice: "Split the input, or check --time-format")
      }
      counts.span = span
      let value = try valueColumn.map { column throws(InputError) in try mapping.value(csv, column) } ?? 1
      let name = seriesColumn.map { csv.text($0) } ?? file.name
      guard let number = series.number(of: name) else {
        throw InputError(
          csv.path, csv.place, found: "one more series \(shown(name))", expected: SeriesNames.expectation,
          advice: "Check which column names the series")
      }
      try sorter.add(nanoseconds: time, series: number, value: value)
    }
  }

  /// The earliest time of a file's rows that hold a value; 0 when there is none.
  private func earliest(_ file: TraceFiles.File) throws(InputError) -> Int64 {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(mapping.columns)
    var earliest: Int64?
    while try csv.nextRow() {
      if mapping.valueColumn != nil, CSVMapping.isMissing(csv.text(columns[1])) { continue }
      earliest = min(earliest ?? .max, try mapping.time(csv, columns[0]))
    }
    return earliest ?? 0
  }
}
