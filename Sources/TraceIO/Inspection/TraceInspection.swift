/// What a trace holds, found in one pass.
///
/// Memory grows with the number of series only: 42 bytes each, in segments, and 6 MiB for everything else.
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
  package private(set) var all = TraceSummary()
  /// Series with at least one row.
  package private(set) var seriesCount = 0
  /// Time of the first row in nanoseconds.
  package private(set) var firstNanoseconds: Int64 = 0
  /// Time of the last row in nanoseconds.
  package var lastNanoseconds: Int64 { all.last }
  /// Rows of a series at the same time as its row before.
  package private(set) var repeated = 0
  /// Smallest positive step between any two rows, in nanoseconds: the interval of counts; 0 when there is none.
  package private(set) var smallestStepNanoseconds: Int64 = 0
  /// The step that lags and windows count in, in nanoseconds; nil where all rows have one time.
  package private(set) var stepNanoseconds: Int64?
  /// How many series are shown one by one with a sparkline.
  let listed: Int

  private(set) var each = SegmentedColumn(SeriesSummary())
  private(set) var steps = StepHistogram()
  /// Rates of links, each row once.
  private(set) var rates = ValueHistogram()
  private(set) var arrivals = ArrivalSteps()
  private(set) var details = SeriesDetails()
  /// All series together over time.
  private(set) var sparkline = Sparkline()
  /// How much time a column of all sparklines stands for, in nanoseconds.
  private(set) var columnNanoseconds = TraceTime.nanosecondsPerSecond

  /// Reads a whole trace.
  ///
  /// - Parameters:
  ///   - stepNanoseconds: The step that lags and windows count in; nil for that of the trace (``InspectionStep``).
  ///   - listed: How many series to show one by one, at most ``SeriesDetails/most``.
  package init(path: String, stepNanoseconds: Int64? = nil, listed: Int = 20) throws(InputError) {
    precondition(0...SeriesDetails.most ~= listed, "\(listed) series listed")
    precondition(stepNanoseconds.map { $0 > 0 } ?? true, "a step of \(stepNanoseconds ?? 0) ns")
    var reader = try TraceReader(path: path)
    self.path = path
    self.listed = listed
    kind = reader.kind
    let head = try TraceInspection.head(&reader)
    use(step: stepNanoseconds ?? InspectionStep.nanoseconds(head, kind))
    firstNanoseconds = head[0].timeNanoseconds[0]
    for batch in head { try add(batch, reader.series) }
    while let batch = try reader.nextBatch() { try add(batch, reader.series) }
    if !kind.holds { arrivals.finish() }
    details.prune()
    series = reader.series
    notes = reader.notes
  }

  /// The first batches, enough to find the step; at least one.
  private static func head(_ reader: inout TraceReader) throws(InputError) -> [TraceBatch] {
    var head: [TraceBatch] = []
    var rows = 0
    while rows < InspectionStep.headRows, let batch = try reader.nextBatch() {
      head.append(batch)
      rows += batch.count
    }
    return head
  }

  /// The smallest, median and largest step between rows of the same series, in nanoseconds; nil without steps.
  package var stepsNanoseconds: (smallest: Int64, median: Int64, largest: Int64)? {
    steps.count == 0 ? nil : (steps.smallest, steps.median, steps.largest)
  }
  /// Steps of a series of at least one and a half times the median step; events have none.
  package var gaps: Int {
    kind == .arrivalEvents || steps.count == 0 ? 0 : steps.count(from: steps.median + (steps.median + 1) / 2)
  }
  /// The numbers of all series with a row, ascending.
  package var seriesNumbers: some Sequence<Int> { (0..<each.capacity).lazy.filter { each[$0].rows > 0 } }
  /// The summary of a series, without rows when the trace skips its number.
  package func summary(of series: Int) -> SeriesSummary { each[series] }
}

// One pass.
extension TraceInspection {
  private mutating func use(step: Int64?) {
    guard let step else { return }
    stepNanoseconds = step
    columnNanoseconds = step
  }

  private mutating func add(_ batch: TraceBatch, _ names: SeriesTable) throws(InputError) {
    for row in 0..<batch.count {
      let (time, series, value) = (batch.timeNanoseconds[row], Int(batch.series[row]), batch.values[row])
      let step = time - all.last
      if all.rows > 0, step > 0 {
        if stepNanoseconds == nil { use(step: step) }
        smallestStepNanoseconds = smallestStepNanoseconds == 0 ? step : min(smallestStepNanoseconds, step)
      }
      let rows = each[series].rows
      if rows == 0 { addSeries(series) } else { addStep(time - each[series].last) }
      guard rows < SeriesSummary.mostRows else { throw tooManyRows(names.name(of: series)) }
      each[series].add(value, at: time)
      all.add(value, at: time)
      addShape(value, series, time, isFirstRow: rows == 0)
    }
  }

  private mutating func addSeries(_ series: Int) {
    each.reserve(series)
    seriesCount += 1
  }

  private mutating func addStep(_ step: Int64) {
    if step > 0 { steps.add(step) } else { repeated += 1 }
  }

  /// Adds a row to what shows the shape of the trace over time.
  private mutating func addShape(_ value: Double, _ series: Int, _ time: Int64, isFirstRow: Bool) {
    let since = time - firstNanoseconds
    while since / columnNanoseconds >= Int64(Sparkline.mostColumns) {
      columnNanoseconds *= 2
      sparkline.join()
      details.joinColumns()
    }
    let column = Int(since / columnNanoseconds)
    sparkline.add(value, at: column)
    let place = details.place(of: series, at: time, isFirstRow: isFirstRow)
    if let place { details.add(value, at: place, column: column) }
    guard kind.holds else { return arrivals.add(value, at: since / (stepNanoseconds ?? 1)) }
    rates.add(value)
    if let place { details.add(rate: value, at: place, time: time, step: stepNanoseconds ?? 1) }
  }

  private func tooManyRows(_ name: String) -> InputError {
    InputError(
      path, found: "more than \(grouped(SeriesSummary.mostRows)) rows of \(kind.seriesNoun) \(shown(name))",
      expected: "at most so many", advice: "Slice the trace")
  }
}
