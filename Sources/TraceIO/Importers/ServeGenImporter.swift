/// Imports the client rate windows of ServeGen (Xiang et al., 2025) as arrival counts: one source per client, that
/// is per file, numbered in the order of the files.
///
/// Lines are `start,rate,cv,distribution,…` without a header. A window of *w* seconds at *r* requests per second
/// becomes *r* · *w* tasks, possibly fractional; *w* is the step between windows, the same in all files. Rules:
/// - *Idle window*: rate 0 and no distribution; kept as 0 tasks and counted, and so is a *silent client* that has
///   none other.
/// - *Gap*: windows that a client leaves out are counted.
///
/// The burstiness within a window (`cv`, the fitted distribution) is not imported: within a window tasks arrive as
/// a Poisson process.
package struct ServeGenImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "servegen"
  /// What it reads and makes.
  package static let summary =
    "ServeGen client rate windows (chunk-…-trace.csv) as arrival counts, one source per client"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = []

  /// An importer; it has no options.
  package init(options: ImportOptions) throws(InputError) {}

  /// Reads every file twice, first for the length of its windows, and writes all clients merged by time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    let length = try windowLength(inputs)
    var sorter = TraceSorter(output: output)
    var counts = Counts()
    for (source, file) in inputs.files.enumerated() {
      try read(file, as: source, length, into: &sorter, &counts)
    }
    guard !sorter.isEmpty else {
      throw InputError(
        inputs.files[0].path, .line(1), found: "no window in \(counted(inputs.files.count, "file"))",
        expected: "lines like 0,0.5,1.1,Gamma,0.8,2.5")
    }
    let title = "offramp trace import \(ServeGenImporter.name): windows of \(TraceTime.seconds(length)) s"
    let note = SeriesNote(title, "source", inputs.files.map(\.name)).text
    let written = try sorter.write(kind: .arrivalCounts, note: note)
    return report(inputs, counts, written)
  }

  private struct Counts {
    var rows = 0
    var idle = 0
    var silent = 0
    var gaps = 0
  }

  private func report(_ inputs: TraceFiles, _ counts: Counts, _ written: TraceSorter.Outcome) -> ImportReport
  {
    var report = ImportReport(inputs, rows: counts.rows)
    (report.rowsOut, report.zeroRows) = (written.rows, written.zeroRows)
    report.series = counted(inputs.files.count, "client")
    report.dropped = [.init(rule: "repeated window", count: written.repeated)]
    report.noted = [
      .init(rule: "gap", count: counts.gaps), .init(rule: "idle window", count: counts.idle),
      .init(rule: "silent client", count: counts.silent),
    ]
    return report
  }

  /// The smallest step between windows of one client, in nanoseconds.
  private func windowLength(_ inputs: TraceFiles) throws(InputError) -> Int64 {
    var length: Int64?
    for file in inputs.files {
      var reader = try LineReader(path: file.path)
      var last: Int64?
      while let window = try window(&reader) {
        if let last, window.start > last { length = min(length ?? .max, window.start - last) }
        last = window.start
      }
    }
    guard let length else {
      throw InputError(
        inputs.files[0].path, .line(1), found: "no two windows of a client",
        expected: "windows with a step between them")
    }
    return length
  }

  private func read(
    _ file: TraceFiles.File, as source: Int, _ length: Int64, into sorter: inout TraceSorter,
    _ counts: inout Counts
  ) throws(InputError) {
    var reader = try LineReader(path: file.path)
    var last: Int64?
    var isSilent = true
    while let window = try window(&reader) {
      guard window.start.isMultiple(of: length) else {
        throw reader.fault(
          reader.bytes[...], expected: "a window at a multiple of \(TraceTime.seconds(length)) s")
      }
      let tasks = window.rate * (Double(length) / 1e9)
      guard tasks.isFinite else {
        throw reader.fault(reader.bytes[...], expected: "a rate whose tasks fit a double")
      }
      counts.rows += 1
      if window.rate == 0 { counts.idle += 1 } else { isSilent = false }
      if let last, window.start > last + length { counts.gaps += 1 }
      last = window.start
      try sorter.add(nanoseconds: window.start, series: source, value: tasks)
    }
    if isSilent { counts.silent += 1 }
  }

  /// The next window: its start in nanoseconds and its rate in requests per second; nil after the last.
  private func window(_ reader: inout LineReader) throws(InputError) -> (start: Int64, rate: Double)? {
    guard try reader.next() else { return nil }
    let fields = reader.fields(separatedBy: ",")
    guard fields.count == 6 else {
      throw reader.fault(reader.bytes[...], expected: "6 fields like 0,0.5,1.1,Gamma,0.8,2.5")
    }
    let start = try reader.seconds(fields[0], expected: "the start of a window in seconds")
    let rate = try reader.amount(fields[1], expected: "a rate in requests per second")
    guard rate == 0 || !fields[3].isEmpty else {
      throw reader.fault(reader.bytes[...], expected: "a distribution where the rate is not 0")
    }
    return (start, rate)
  }
}
