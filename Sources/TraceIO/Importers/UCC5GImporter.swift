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
  package init(options: ImportOptions) throws(InputError) { state = options.state }

  /// Reads all drives into memory and writes them merged by time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var drives: [Drive] = []
    for file in inputs.files {
      var drive = Drive(file: file)
      try drive.read(keeping: state)
      drives.append(drive)
    }
    let kept = drives.filter { !$0.timeNanoseconds.isEmpty }
    guard !kept.isEmpty else {
      throw InputError(
        inputs.files[0].path, found: "no usable row in \(counted(inputs.files.count, "file"))",
        expected: "rows with a DL_bitrate" + (state.map { " and State \($0)" } ?? ""))
    }
    try write(kept, to: output)
    return report(inputs, drives, links: kept.count)
  }

  /// Writes all drives in the order of time, then of link.
  private func write(_ drives: [Drive], to output: String) throws(InputError) {
    var rows = drives.indices.flatMap { link in
      zip(drives[link].timeNanoseconds, drives[link].bitsPerSecond).map { (time: $0, link: link, rate: $1) }
    }
    rows.sort { ($0.time, $0.link) < ($1.time, $1.link) }
    let links = drives.enumerated().map { "\nlink \($0) = \($1.file.name)" }.joined()
    let note = "offramp trace import \(UCC5GImporter.name):" + links
    var writer = try TraceWriter(path: output, kind: .bandwidth, note: note)
    for row in rows { try writer.write(nanoseconds: row.time, series: row.link, value: row.rate) }
    try writer.finish()
  }

  private func report(_ inputs: TraceFiles, _ drives: [Drive], links: Int) -> ImportReport {
    func total(_ count: (Drive) -> Int) -> Int { drives.reduce(0) { $0 + count($1) } }
    var report = ImportReport()
    report.files = drives.count
    report.skippedFiles = inputs.skipped
    report.rowsIn = total(\.rows)
    report.rowsOut = total(\.timeNanoseconds.count)
    report.series = counted(links, "link")
    report.dropped = [
      .init(rule: "row in another state", plural: "rows in another state", count: total(\.otherStates)),
      .init(rule: "missing rate", count: total(\.missing)),
      .init(rule: "repeated timestamp", count: total(\.repeated)),
      .init(rule: "backward step", count: total(\.backward)),
      .init(rule: "whole file", count: drives.count - links),
    ]
    report.noted = [.init(rule: "gap", count: total(\.gaps))]
    report.zeroRows = total { $0.bitsPerSecond.count { $0 == 0 } }
    return report
  }
}

/// One file of the data set, and what the rules did to it.
private struct Drive {
  let file: TraceFiles.File
  var timeNanoseconds: [Int64] = []
  var bitsPerSecond: [Double] = []
  var rows = 0
  var otherStates = 0
  var missing = 0
  var repeated = 0
  var backward = 0
  var gaps = 0

  init(file: TraceFiles.File) { self.file = file }

  mutating func read(keeping state: String?) throws(InputError) {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(["Timestamp", "DL_bitrate", "State"])
    var first: Int64?
    while try csv.nextRow() {
      rows += 1
      if let state, csv.text(columns[2]) != state {
        otherStates += 1
      } else if csv.holds("-", in: columns[1]) {
        missing += 1
      } else {
        let time = try time(csv, columns[0])
        append(time: time - (first ?? time), bitsPerSecond: try csv.amount(columns[1]) * 1000)
        first = first ?? time
      }
    }
  }

  private mutating func append(time: Int64, bitsPerSecond rate: Double) {
    guard let last = timeNanoseconds.last, time <= last else {
      if let last = timeNanoseconds.last, time > last + TraceTime.nanosecondsPerSecond { gaps += 1 }
      timeNanoseconds.append(time)
      bitsPerSecond.append(rate)
      return
    }
    if time < last {
      backward += 1
    } else {
      repeated += 1
      bitsPerSecond[bitsPerSecond.count - 1] = rate
    }
  }

  private func time(_ csv: borrowing CSVReader, _ column: Int) throws(InputError) -> Int64 {
    guard let time = CivilTime.nanoseconds(csv.text(column), as: "YYYY.MM.DD_HH.MM.SS") else {
      throw csv.fault(column, expected: "a time like 2019.12.16_13.40.04")
    }
    return time
  }
}
