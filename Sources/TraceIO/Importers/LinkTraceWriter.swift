/// A bandwidth trace in the making: rows of many links in any order, and what became of the links' files.
struct LinkTraceWriter: ~Copyable {
  private let importer: String
  private var sorter: TraceSorter
  private var names: [String] = []
  private var nameByteCount = 0
  private var emptied = 0
  private var repeated = 0
  private var backward = 0
  private var gaps = 0

  /// A trace at `output`, made by `importer`.
  init(_ importer: String, output: String) {
    self.importer = importer
    sorter = TraceSorter(output: output)
  }

  /// Whether so many more links keep to the bounds of a ``SeriesTable``.
  func hasRoom(for links: Int) -> Bool {
    names.count + links <= SeriesTable.mostNames && nameByteCount <= SeriesTable.mostNameBytes
  }

  /// The number of a link whose first row has come.
  mutating func newLink(_ name: String) -> Int {
    names.append(name)
    nameByteCount += name.utf8.count
    return names.count - 1
  }

  /// Adds a row; see ``LinkFeed``.
  mutating func add(nanoseconds: Int64, link: Int, bitsPerSecond: Double) throws(InputError) {
    try sorter.add(nanoseconds: nanoseconds, series: link, value: bitsPerSecond)
  }

  /// Ends a link and counts what the rules for time did to it.
  mutating func close(_ feed: LinkFeed) throws(InputError) {
    var feed = feed
    try feed.end(into: &self)
    if feed.number == nil { emptied += 1 }
    repeated += feed.repeated
    backward += feed.backward
    gaps += feed.gaps
  }

  /// Writes the trace.
  ///
  /// - Parameters:
  ///   - inputs: What was read.
  ///   - rows: How many rows were read.
  ///   - dropped: What the importer's own rules dropped.
  ///   - noted: What they counted and kept.
  ///   - expected: What an error asks for when no row is left.
  consuming func finish(
    _ inputs: TraceFiles, rows: Int, dropped: [ImportReport.Effect] = [],
    noted: [ImportReport.Effect] = [], expected: String
  ) throws(InputError) -> ImportReport {
    guard !names.isEmpty else {
      throw InputError(
        inputs.files[0].path, .line(1), found: "no usable row in \(counted(inputs.files.count, "file"))",
        expected: expected)
    }
    var report = ImportReport(inputs, rows: rows)
    report.series = counted(names.count, "link")
    report.dropped = dropped
    report.dropped += [
      .init(rule: "repeated timestamp", count: repeated), .init(rule: "backward step", count: backward),
      .init(rule: "whole file", count: emptied),
    ]
    report.noted = [.init(rule: "gap", count: gaps)] + noted
    let note = SeriesNote("offramp trace import \(importer)", "link", names).text
    let written = try sorter.write(kind: .bandwidth, note: note)
    (report.rowsOut, report.zeroRows) = (written.rows, written.zeroRows)
    return report
  }
}
