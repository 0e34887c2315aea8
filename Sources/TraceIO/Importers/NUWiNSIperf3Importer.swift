/// Imports iperf3 client logs such as those of the NUWiNS 5G SA/NSA drives (Ghoshal et al., CoNEXT 2025): one
/// bandwidth link per session, numbered in the order of the files.
///
/// Rules:
/// - *Other direction*: only downlink (`Reverse mode`) or only uplink sessions are kept.
/// - *Unit per line*: the printed bitrate counts, in the unit that its line names.
/// - *Irregular interval*: a rate holds from the printed beginning of its interval. Intervals of another length
///   than the log's first are counted, and so is time that no interval covers.
/// - *Summary line*: lines after `- - -` look like intervals and are dropped.
/// - *Cut line*: in a truncated log an interval's line that breaks off is dropped.
/// - *Truncated log*: a log without `iperf Done.`, or without its `End time:`, is kept and counted.
/// - *Average*: with ``ImportOptions/Name/interval`` the rates become means over intervals of that length,
///   weighted by time; an interval that the log covers by less than half is dropped. The uplink needs it: the
///   sender's log shows bursts into the socket, not the link.
package struct NUWiNSIperf3Importer: TraceImporter {
  /// The name on the command line.
  package static let name = "nuwins-iperf3"
  /// What it reads and makes.
  package static let summary =
    "iperf3 client logs (.out), such as the NUWiNS drives: one bandwidth link per session"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = [.direction, .interval]
  /// iperf3 logs.
  package static let files = ImportFiles(noun: "iperf3 log", suffix: ".out")

  /// Who sends.
  enum Direction: String, CaseIterable { case downlink, uplink }

  private let direction: Direction
  private let interval: Int64?

  /// An importer of downlink sessions, interval by interval, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) {
    direction = try options.choice(.direction, or: .downlink)
    interval = try options.interval(atLeast: 0.01)
    if direction == .uplink, interval == nil {
      throw InputError(
        "--interval", found: "nothing", expected: "the seconds to average over",
        advice: "An uplink log shows bursts into the socket; use 1 s or more")
    }
  }

  /// Reads the logs one after the other and writes the sessions merged by time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var trace = LinkTraceWriter(NUWiNSIperf3Importer.name, output: output)
    var counts = Iperf3Counts()
    for file in inputs.files { try read(file, into: &trace, &counts) }
    return try trace.finish(
      inputs, rows: counts.intervals + counts.summaries + counts.cutLines, dropped: counts.dropped,
      noted: counts.noted, expected: "\(direction) sessions with interval lines")
  }

  /// Reads a log; the means are made here, all else about its lines in ``Iperf3Log``.
  private func read(
    _ file: TraceFiles.File, into trace: inout LinkTraceWriter, _ counts: inout Iperf3Counts
  ) throws(InputError) {
    var log = try Iperf3Log(path: file.path)
    var link = LinkFeed(file.name, longestStep: .max)
    var mean = interval.map { IntervalMean(length: $0) }
    while let sample = try log.next() {
      if log.isReverse != (direction == .downlink) {
        counts.otherDirection += 1
        return
      }
      guard mean != nil else {
        try link.take(nanoseconds: sample.start, bitsPerSecond: sample.bitsPerSecond, into: &trace)
        continue
      }
      while let row = mean?.next(before: sample.start) { try take(row, &link, &trace) }
      mean?.add(sample.bitsPerSecond, from: sample.start, to: sample.end)
    }
    while let row = mean?.next(before: .max) { try take(row, &link, &trace) }
    counts.uncovered += mean?.uncovered ?? 0
    counts.add(log.counts)
    try trace.close(link)
  }

  private func take(
    _ row: IntervalMean.Row, _ link: inout LinkFeed, _ trace: inout LinkTraceWriter
  ) throws(InputError) {
    try link.take(nanoseconds: row.start, bitsPerSecond: row.mean, into: &trace)
  }
}

/// How often the rules for iperf3 logs applied.
struct Iperf3Counts {
  var intervals = 0
  var summaries = 0
  var cutLines = 0
  var otherDirection = 0
  var irregular = 0
  var gaps = 0
  var withoutDone = 0
  var withoutEnd = 0
  var uncovered = 0

  /// Adds the counts of one log.
  mutating func add(_ log: Iperf3Counts) {
    intervals += log.intervals
    summaries += log.summaries
    cutLines += log.cutLines
    irregular += log.irregular
    gaps += log.gaps
    withoutDone += log.withoutDone
    withoutEnd += log.withoutEnd
  }

  var dropped: [ImportReport.Effect] {
    [
      .init(
        rule: "session in the other direction", plural: "sessions in the other direction",
        count: otherDirection),
      .init(rule: "summary line", count: summaries), .init(rule: "cut line", count: cutLines),
      .init(
        rule: "mean over less than half an interval", plural: "means over less than half an interval",
        count: uncovered),
    ]
  }

  var noted: [ImportReport.Effect] {
    [
      .init(rule: "irregular interval", count: irregular),
      .init(rule: "time between intervals", plural: "times between intervals", count: gaps),
      .init(rule: "truncated log", count: withoutDone),
      .init(rule: "log without an end time", plural: "logs without an end time", count: withoutEnd),
    ]
  }
}
