/// Imports drives of the UCC 5G production data set (Raca et al., ACM MMSys 2020): G-NetTrack CSV, one file per
/// drive, one link per file, numbered in the order of the files.
///
/// Rules, in the order in which a row meets them:
/// 1. *Other state*: with ``ImportOptions/state``, rows of another `State` are dropped.
/// 2. *Missing rate*: rows with `-` for `DL_bitrate` are dropped.
/// 3. *Backward step*: rows before the latest time of their file are dropped.
/// 4. *Repeated timestamp*: of several rows in one second the last is kept.
///
/// A step of more than 1 s counts as a gap; the rate before it holds. Each link begins at time 0 with its first
/// row kept. `DL_bitrate` is in kbit/s; `Timestamp` is local time, whose zone does not matter.
package struct UCC5GImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "ucc-5g"
  /// What it reads and makes.
  package static let summary = "UCC 5G production data set: G-NetTrack CSV, one bandwidth link per file"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = [.state]

  private let state: String?

  /// An importer that keeps rows of all states, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) { state = options[.state] }

  /// Reads the drives one after the other and writes them merged by time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var trace = LinkTraceWriter(UCC5GImporter.name, output: output)
    var counts = Counts()
    for file in inputs.files { try read(file, into: &trace, &counts) }
    return try trace.finish(
      inputs, rows: counts.rows,
      dropped: [
        .init(rule: "row in another state", plural: "rows in another state", count: counts.otherStates),
        .init(rule: "missing rate", count: counts.missing),
      ],
      expected: "rows with a DL_bitrate" + (state.map { " and State \($0)" } ?? ""))
  }

  private struct Counts {
    var rows = 0
    var otherStates = 0
    var missing = 0
  }

  private func read(
    _ file: TraceFiles.File, into trace: inout LinkTraceWriter, _ counts: inout Counts
  ) throws(InputError) {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(["Timestamp", "DL_bitrate", "State"])
    var drive = LinkFeed(file.name, longestStep: TraceTime.nanosecondsPerSecond)
    while try csv.nextRow() {
      counts.rows += 1
      if let state, csv.text(columns[2]) != state {
        counts.otherStates += 1
      } else if csv.holds("-", in: columns[1]) {
        counts.missing += 1
      } else {
        let rate = try csv.amount(columns[1], times: 1000)
        let time = try time(csv, columns[0])
        try csv.check(time, since: drive.first, in: columns[0])
        try drive.take(nanoseconds: time, bitsPerSecond: rate, into: &trace)
      }
    }
    try trace.close(drive)
  }

  private func time(_ csv: borrowing CSVReader, _ column: Int) throws(InputError) -> Int64 {
    guard let time = CivilTime.nanoseconds(csv.text(column), as: "YYYY.MM.DD_HH.MM.SS") else {
      throw csv.fault(column, expected: "a time like 2019.12.16_13.40.04")
    }
    return time
  }
}
