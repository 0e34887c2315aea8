/// Bringing a trace to steps of one length.
package enum TraceResample {
  /// What was written.
  package struct Outcome: Sendable, Equatable {
    /// Rows in the new trace.
    package var rows: Int
    /// The kind of the trace it is made from.
    package var from: TraceKind
    /// Its own kind: counts for events, else the same.
    package var kind: TraceKind
  }

  /// Writes the trace at `path` in steps: [0, step), [step, 2 · step) and so on.
  ///
  /// Rates become time-weighted means (``LinkBins``), counts and events become sums (``ArrivalBins``). A bandwidth trace
  /// is read twice. Memory is 32 bytes a link, 8 a source.
  /// - Parameter step: The length of a step in nanoseconds, positive.
  /// - Throws: On a fault in what is read; then there is no file at `output`.
  package static func copy(_ path: String, step: Int64, to output: String) throws(InputError) -> Outcome {
    precondition(step > 0, "a step of \(step) ns")
    var reader = try TraceReader(path: path)
    let kind = reader.kind.holds ? reader.kind : TraceKind.arrivalCounts
    let note =
      "resampled by offramp from \(reader.kind.rawValue) to \(kind.rawValue) per \(TraceTime.seconds(step)) s"
    var rows = Rows(writer: try TraceWriter(path: output, kind: kind, note: note))
    if kind.holds {
      var bins = LinkBins(length: step, last: try lastTimes(path))
      while let batch = try reader.nextBatch() {
        rows.names = reader.series
        for row in 0..<batch.count {
          try bins.add(batch.values[row], Int(batch.series[row]), at: batch.timeNanoseconds[row], &rows)
        }
      }
      try bins.finish(&rows)
    } else {
      var bins = ArrivalBins(length: step)
      while let batch = try reader.nextBatch() {
        rows.names = reader.series
        for row in 0..<batch.count {
          try bins.add(batch.values[row], Int(batch.series[row]), at: batch.timeNanoseconds[row], &rows)
        }
      }
      try bins.finish(&rows)
    }
    let count = rows.count
    try rows.finish(after: reader.notes)
    return Outcome(rows: count, from: reader.kind, kind: kind)
  }

  /// The time of each link's last row, by number; −1 without rows.
  private static func lastTimes(_ path: String) throws(InputError) -> [Int64] {
    var reader = try TraceReader(path: path)
    var last: [Int64] = []
    while let batch = try reader.nextBatch() {
      last.append(contentsOf: repeatElement(-1, count: reader.series.count - last.count))
      for row in 0..<batch.count { last[Int(batch.series[row])] = batch.timeNanoseconds[row] }
    }
    return last
  }

  /// The new trace in the making.
  struct Rows: ~Copyable {
    private var writer: TraceWriter
    /// The names of the series.
    var names = SeriesTable()
    /// How many were written.
    private(set) var count = 0

    init(writer: consuming TraceWriter) { self.writer = writer }

    mutating func write(_ value: Double, _ series: Int, at time: Int64) throws(InputError) {
      try writer.write(nanoseconds: time, name: names.name(of: series), value: value)
      count += 1
    }

    mutating func finish(after notes: [String]) throws(InputError) { try writer.finish(after: notes) }
  }
}
