/// The rows of cells on their way into a trace of arrival counts, and what the rules counted on the way.
struct CellRows: ~Copyable {
  /// Where a row stands in its cell's series.
  struct Row {
    var step: Int
    var weekday: Int
    var slot: Int
  }

  /// Rows so far.
  private(set) var rows = 0
  /// Into how many intervals of the trace a slot of the current cell is split.
  private(set) var parts = 1

  private let calendar: CellCalendar
  private var sorter: TraceSorter
  private var series = SeriesNames()
  private var isSilent: [Bool] = []
  private var current = 0
  private var currentName = ""
  private var slotsPerDay = 1
  /// The length of the current cell's slots, in nanoseconds.
  private(set) var slot: Int64 = 0
  private var lastStep: Int?
  private var lastTime: Int64 = 0
  private var backward = 0
  private var gaps = 0
  private var wrapped = 0
  private var offCalendar = 0
  private var split = 0

  /// A trace at `output`.
  init(_ calendar: CellCalendar, output: String) {
    self.calendar = calendar
    sorter = TraceSorter(output: output)
  }

  /// Makes `cell` the current one.
  ///
  /// - Returns: false when there are too many cells.
  mutating func enter(_ cell: String) -> Bool {
    if rows > 0, cell == currentName { return true }
    guard let number = series.number(of: cell) else { return false }
    (current, currentName) = (number, cell)
    if number == isSilent.count { isSilent.append(true) }
    lastStep = nil
    slotsPerDay = calendar.slotsPerDay(of: cell)
    slot = calendar.slot(of: cell)
    parts = Int(slot / calendar.interval)
    return true
  }

  /// Adds a row of the current cell.
  ///
  /// - Parameter tasks: Tasks in each of the ``parts`` of its slot.
  mutating func add(_ row: Row, tasks: Double) throws(InputError) {
    let time = Int64(row.step) * slot
    count(row, at: time)
    if tasks != 0 { isSilent[current] = false }
    for part in 0..<Int64(parts) {
      try sorter.add(nanoseconds: time + part * calendar.interval, series: current, value: tasks)
    }
  }

  private mutating func count(_ row: Row, at time: Int64) {
    rows += 1
    if time < lastTime { backward += 1 }
    if let lastStep, row.step > lastStep + 1 { gaps += 1 }
    if row.step >= 7 * slotsPerDay { wrapped += 1 }
    let calendarStep = row.weekday * slotsPerDay + row.slot
    if row.step % (7 * slotsPerDay) != calendarStep { offCalendar += 1 }
    if parts > 1 { split += 1 }
    (lastStep, lastTime) = (row.step, time)
  }

  /// Writes the trace.
  consuming func finish(_ inputs: TraceFiles, title: String) throws(InputError) -> ImportReport {
    var report = ImportReport(inputs, rows: rows)
    report.series = counted(series.names.count, "cell")
    report.noted = [
      .init(rule: "gap", count: gaps),
      .init(rule: "silent cell", count: isSilent.count { $0 }),
      .init(
        rule: "jump back put in order", plural: "jumps back put in order",
        count: backward),
      .init(rule: "row after the first week", plural: "rows after the first week", count: wrapped),
      .init(rule: "row off its calendar", plural: "rows off their calendar", count: offCalendar),
      .init(rule: "split slot", count: split),
    ]
    let note = SeriesNote(title, "source", series.names).text
    let written = try sorter.write(kind: .arrivalCounts, note: note)
    report.dropped = [.init(rule: "repeated step", count: written.repeated)]
    (report.rowsOut, report.zeroRows) = (written.rows, written.zeroRows)
    return report
  }
}
