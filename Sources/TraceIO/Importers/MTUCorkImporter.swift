/// Imports the MTU Cork 5G uplink measurements (Munster Technological University, InSecTT, 2021-2022): CSV with a
/// row about every 3 s, one bandwidth link per file, numbered in the order of the files.
///
/// Rules, in the order in which a row meets them:
/// 1. *Missing counter*: where `Sent Bytes` is 0 or empty the modem did not answer; the row is dropped, and so is
///    the next, whose rate is taken over the same hole.
/// 2. *Impossible rate*: a negative rate, or one above 200 Mbit/s, is dropped.
/// 3. *Before the load*: rows before the first rate of at least 1 Mbit/s are dropped; in a file that has none all
///    rows are kept, and the file is counted as one without load.
/// 4. The rules for time of ``LinkFeed``; a step of more than 6 s is a gap.
///
/// Rows without radio parameters (all of them 0) are counted and kept: their rate is sound.
package struct MTUCorkImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "mtu-cork"
  /// What it reads and makes.
  package static let summary = "MTU Cork 5G uplink measurements: one bandwidth link per file"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = []

  /// Rates above this come from a broken counter, in Mbit/s: 5G NSA uplinks of the time stay well below.
  private static let highestRate = 200.0
  /// The rate at which the load has begun, in Mbit/s; signalling alone stays below.
  private static let loadRate = 1.0
  private static let longestStep = 6 * TraceTime.nanosecondsPerSecond

  /// An importer; it has no options.
  package init(options: ImportOptions) throws(InputError) {}

  /// Reads the files one after the other and writes them merged by time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var trace = LinkTraceWriter(MTUCorkImporter.name, output: output)
    var counts = Counts()
    for file in inputs.files { try read(file, into: &trace, &counts) }
    return try trace.finish(
      inputs, rows: counts.rows, dropped: counts.dropped, noted: counts.noted, expected: "rows with a rate")
  }

  /// Reads a file, first for whether there is a load at all.
  private func read(
    _ file: TraceFiles.File, into trace: inout LinkTraceWriter, _ counts: inout Counts
  ) throws(InputError) {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(["Time", "Sent Bytes", "RATE(MBit/s)"])
    var link = LinkFeed(file.name, longestStep: MTUCorkImporter.longestStep)
    let hasLoad = try hasLoad(file)
    var isLoaded = !hasLoad
    var followsHole = false
    while try csv.nextRow() {
      counts.rows += 1
      let time = try time(csv, columns[0])
      if hasNoRadio(csv, before: columns[1]) { counts.withoutRadio += 1 }
      guard let rate = try rate(csv, columns, &followsHole, &counts) else { continue }
      isLoaded = isLoaded || rate >= MTUCorkImporter.loadRate
      if isLoaded {
        try csv.check(time, since: link.first, in: columns[0])
        try link.take(nanoseconds: time, bitsPerSecond: rate * 1e6, into: &trace)
      } else {
        counts.beforeLoad += 1
      }
    }
    if !hasLoad, link.number != nil { counts.withoutLoad += 1 }
    try trace.close(link)
  }

  private func hasLoad(_ file: TraceFiles.File) throws(InputError) -> Bool {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(["Time", "Sent Bytes", "RATE(MBit/s)"])
    var followsHole = false
    var counts = Counts()
    while try csv.nextRow() {
      if let rate = try rate(csv, columns, &followsHole, &counts), rate >= MTUCorkImporter.loadRate {
        return true
      }
    }
    return false
  }

  /// The rate of the current row in Mbit/s; nil when a rule drops it.
  private func rate(
    _ csv: borrowing CSVReader, _ columns: [Int], _ followsHole: inout Bool, _ counts: inout Counts
  ) throws(InputError) -> Double? {
    if csv.text(columns[1]).isEmpty ? true : try csv.amount(columns[1]) == 0 {
      followsHole = true
      counts.missing += 1
      return nil
    }
    if followsHole {
      followsHole = false
      counts.afterMissing += 1
      return nil
    }
    let rate = try csv.number(columns[2])
    guard 0...MTUCorkImporter.highestRate ~= rate else {
      counts.impossible += 1
      return nil
    }
    return rate
  }

  /// Whether all parameters between the time and the counter are 0.
  private func hasNoRadio(_ csv: borrowing CSVReader, before counter: Int) -> Bool {
    for column in 1..<max(counter, 1) where !["0", "0.0"].contains(csv.text(column)) { return false }
    return true
  }

  private func time(_ csv: borrowing CSVReader, _ column: Int) throws(InputError) -> Int64 {
    guard let time = CivilTime.nanoseconds(unixDate: csv.text(column)) else {
      throw csv.fault(column, expected: "a time like Fri Dec 17 14:06:06 UTC 2021")
    }
    return time
  }
}

extension MTUCorkImporter {
  /// How often the rules applied.
  private struct Counts {
    var rows = 0
    var missing = 0
    var afterMissing = 0
    var impossible = 0
    var beforeLoad = 0
    var withoutRadio = 0
    var withoutLoad = 0

    var dropped: [ImportReport.Effect] {
      [
        .init(rule: "missing counter", count: missing),
        .init(
          rule: "rate after a missing counter", plural: "rates after a missing counter", count: afterMissing),
        .init(rule: "impossible rate", count: impossible),
        .init(rule: "row before the load", plural: "rows before the load", count: beforeLoad),
      ]
    }

    var noted: [ImportReport.Effect] {
      [
        .init(
          rule: "row without radio parameters", plural: "rows without radio parameters", count: withoutRadio),
        .init(rule: "file without load", plural: "files without load", count: withoutLoad),
      ]
    }
  }
}
