/// Puts rows that come in any order into the order of a trace, in bounded memory.
///
/// External merge sort: full batches are sorted and wait in temporary files beside the output; sixteen files of
/// one generation are merged into one of the next. Rows at the same time of the same series keep the order in
/// which they came. Memory is the batch (24 bytes a row, and half as much while it is sorted) and 40 KiB per
/// waiting file, of which there are at most 15 per generation: under 8 MiB for 2³⁰ rows.
package struct TraceSorter: ~Copyable {
  /// What was written.
  package struct Outcome: Sendable, Equatable {
    /// Rows in the trace.
    package var rows = 0
    /// Rows with the value 0.
    package var zeroRows = 0
    /// Rows left out because a later one spoke of the same time and series.
    package var repeated = 0
  }

  private let output: String
  private let rowsInMemory: Int
  private var batch: [SortRow] = []
  /// `generations[g]` holds files of about 16^g batches, oldest first; a higher generation came before a lower.
  private var generations: [[SortedRun]] = []
  private var count = 0

  private static let fanIn = 16

  /// A sorter for the trace at `output`.
  ///
  /// - Parameter rowsInMemory: The size of a batch.
  package init(output: String, rowsInMemory: Int = 1 << 17) {
    precondition(rowsInMemory > 0, "a batch of \(rowsInMemory) rows")
    self.output = output
    self.rowsInMemory = rowsInMemory
  }

  /// Whether no row was added.
  package var isEmpty: Bool { count == 0 }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - nanoseconds: A time on any clock, also before 0; see ``write(kind:note:keepingRepeats:startingAtZero:)``.
  ///   - series: Number of the source or link.
  ///   - value: Tasks or bit/s, finite and not negative.
  package mutating func add(nanoseconds: Int64, series: Int, value: Double = 1) throws(InputError) {
    batch.append(SortRow(nanoseconds, Int32(series), value))
    count += 1
    if batch.count == rowsInMemory { try spill() }
  }

  /// Writes all rows as a trace.
  ///
  /// - Parameters:
  ///   - kind: The kind of trace.
  ///   - note: Where it comes from.
  ///   - keepingRepeats: Whether several rows may share a time and a series, as events may; else the last is kept.
  ///   - startingAtZero: Whether the first row's time becomes 0.
  /// - Precondition: There is a row.
  package consuming func write(
    kind: TraceKind, note: String, keepingRepeats: Bool = false, startingAtZero: Bool = false
  ) throws(InputError) -> Outcome {
    precondition(!isEmpty, "no row to write to \(output)")
    TraceSorter.sort(&batch)
    let runs = generations.reversed().flatMap { $0 } + [SortedRun(batch)]
    var writer = try TraceWriter(path: output, kind: kind, note: note)
    var outcome = Outcome()
    var held = try SortedRun.popFirst(runs)
    let zero = startingAtZero ? held?.time ?? 0 : 0
    while let row = held {
      held = try SortedRun.popFirst(runs)
      if let held, !keepingRepeats, held.coincides(with: row) {
        outcome.repeated += 1
        continue
      }
      try writer.write(nanoseconds: row.time - zero, series: Int(row.series), value: row.value)
      outcome.rows += 1
      if row.value == 0 { outcome.zeroRows += 1 }
    }
    try writer.finish()
    return outcome
  }

  /// Sorts the batch into a file, and merges files when there are many.
  private mutating func spill() throws(InputError) {
    TraceSorter.sort(&batch)
    try keep([SortedRun(batch)], as: 0)
    batch.removeAll(keepingCapacity: true)
    for generation in 0... {
      guard generation < generations.count, generations[generation].count == TraceSorter.fanIn else { return }
      try keep(generations[generation], as: generation + 1)
      generations[generation] = []
    }
  }

  private mutating func keep(_ runs: [SortedRun], as generation: Int) throws(InputError) {
    let run = try SortedRun.storing(at: output + ".sorting") { () throws(InputError) in
      try SortedRun.popFirst(runs)
    }
    if generation == generations.count { generations.append([]) }
    generations[generation].append(run)
  }

  /// Sorts by time and series, keeping the order of equal rows, which the standard sort does not promise.
  private static func sort(_ rows: inout [SortRow]) {
    if zip(rows, rows.dropFirst()).allSatisfy({ !$1.precedes($0) }) { return }
    let sorted = rows.indices.sorted { left, right in
      if rows[left].precedes(rows[right]) { return true }
      return !rows[right].precedes(rows[left]) && left < right
    }
    rows = sorted.map { rows[$0] }
  }
}
