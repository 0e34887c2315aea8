/// Imports 5Gophers 1.0 (Narayanan et al., WWW 2020): CSV with one row per second; one bandwidth link per run of a
/// file, or per carrier where a file holds several side by side.
///
/// Rules:
/// - *Run*: with a column `run_num`, each run is a link, in the order of the rows; rows of a run follow each other.
/// - *Side by side*: each column `<Carrier>_throughput_mbps` is a link.
/// - *Start*: `seq_num` counts seconds from 0 or from 1, depending on the file; a link begins at 0, and the links
///   that were moved are counted.
/// - A step of more than 1 s counts as a gap; rates are Mbit/s, and 0 is kept.
///
/// Columns about cells, radio and handovers are not imported; an empty handover field means none.
package struct FiveGophersImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "5gophers"
  /// What it reads and makes.
  package static let summary = "5Gophers 1.0: one bandwidth link per run, or per carrier driven side by side"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = []

  /// An importer; it has no options.
  package init(options: ImportOptions) throws(InputError) {}

  /// Reads the files one after the other and writes all links merged by time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var trace = LinkTraceWriter(FiveGophersImporter.name, output: output)
    var counts = Counts()
    for file in inputs.files { try read(file, into: &trace, &counts) }
    return try trace.finish(
      inputs, rows: counts.rows,
      noted: [.init(rule: "link moved to 0", plural: "links moved to 0", count: counts.moved)],
      expected: "rows with a throughput")
  }

  private struct Counts {
    var rows = 0
    var moved = 0
  }

  /// Reads a file whose rows each hold a rate of every one of its links.
  private func read(
    _ file: TraceFiles.File, into trace: inout LinkTraceWriter, _ counts: inout Counts
  ) throws(InputError) {
    var csv = try CSVReader(path: file.path)
    let time = try csv.columns(["seq_num"])[0]
    let run = csv.header.contains("run_num") ? try csv.columns(["run_num"])[0] : nil
    let rates = try rateColumns(csv)
    var current: String?
    var links: [LinkFeed] = []
    while try csv.nextRow() {
      let part = run.map { csv.text($0) }
      let seconds = try csv.time(time)
      if links.isEmpty || part != current {
        for link in links { try trace.close(link) }
        try check(trace, csv, newLinks: rates.count)
        current = part
        links = rates.map { link(file, run: part, column: csv.header[$0], isOnly: rates.count == 1) }
        if seconds != 0 { counts.moved += links.count }
      }
      for (index, column) in rates.enumerated() {
        let rate = try csv.amount(column, times: 1e6)
        try links[index].take(nanoseconds: seconds, bitsPerSecond: rate, into: &trace)
        counts.rows += 1
      }
    }
    for link in links { try trace.close(link) }
  }

  private func check(
    _ trace: borrowing LinkTraceWriter, _ csv: borrowing CSVReader, newLinks: Int
  ) throws(InputError) {
    guard trace.hasRoom(for: newLinks) else {
      throw InputError(
        csv.path, csv.place, found: "another run", expected: SeriesNames.expectation,
        advice: "Import the files one by one")
    }
  }

  private func link(_ file: TraceFiles.File, run: String?, column: String, isOnly: Bool) -> LinkFeed {
    let part = run.map { " run \($0)" } ?? (isOnly ? "" : " \(column)")
    return LinkFeed(file.name + part, longestStep: TraceTime.nanosecondsPerSecond)
  }

  /// The column `throughput_mbps`, or those of several carriers.
  private func rateColumns(_ csv: borrowing CSVReader) throws(InputError) -> [Int] {
    let carriers = csv.header.filter { $0.hasSuffix("_throughput_mbps") }
    return try csv.columns(carriers.isEmpty ? ["throughput_mbps"] : carriers)
  }
}
