/// What a trace holds, found in one pass; memory grows with the number of series only.
package struct TraceInspection: Sendable {
  /// The file.
  package let path: String
  /// The kind of trace.
  package let kind: TraceKind
  /// The notes in the file, e.g. where it comes from.
  package private(set) var notes: [String] = []
  /// The series and their names.
  package private(set) var series = SeriesTable()
  /// All rows together.
  package private(set) var all = SeriesSummary()
  /// Each series, by its number; one that the file skips has no rows.
  package private(set) var each: [SeriesSummary] = []
  /// Time of the first row in nanoseconds.
  package private(set) var firstNanoseconds: Int64 = 0
  /// Time of the last row in nanoseconds.
  package var lastNanoseconds: Int64 { all.last }
  /// Rows of a series at the same time as its row before.
  package private(set) var repeated = 0
  /// Smallest positive step between any two rows, in nanoseconds: the interval of counts; 0 when there is none.
  package private(set) var smallestStepNanoseconds: Int64 = 0

  private(set) var steps = StepHistogram()

  /// Reads a whole trace.
  package init(path: String) throws(InputError) {
    var reader = try TraceReader(path: path)
    self.path = path
    kind = reader.kind
    var isFirst = true
    while let batch = try reader.nextBatch() {
      if isFirst { firstNanoseconds = batch.timeNanoseconds[0] }
      isFirst = false
      add(batch, seriesCount: reader.series.count)
    }
    series = reader.series
    notes = reader.notes
  }

  /// Series with at least one row.
  package var seriesCount: Int { each.count { $0.rows > 0 } }
  /// The smallest, median and largest step between rows of the same series, in nanoseconds; nil without steps.
  package var stepNanoseconds: (smallest: Int64, median: Int64, largest: Int64)? {
    steps.count == 0 ? nil : (steps.smallest, steps.median, steps.largest)
  }
  /// Steps of a series of at least one and a half times the median step; events have none.
  package var gaps: Int {
    kind == .arrivalEvents || steps.count == 0 ? 0 : steps.count(from: steps.median + (steps.median + 1) / 2)
  }

  private mutating func add(_ batch: TraceBatch, seriesCount: Int) {
    while each.count < seriesCount { each.append(SeriesSummary()) }
    for row in 0..<batch.count {
      let (time, series, value) = (batch.timeNanoseconds[row], Int(batch.series[row]), batch.values[row])
      let step = time - all.last
      if all.rows > 0, step > 0 {
        smallestStepNanoseconds = smallestStepNanoseconds == 0 ? step : min(smallestStepNanoseconds, step)
      }
      if each[series].rows > 0 {
        let step = time - each[series].last
        if step > 0 { steps.add(step) } else { repeated += 1 }
      }
      each[series].add(value, at: time)
      all.add(value, at: time)
    }
  }
}
