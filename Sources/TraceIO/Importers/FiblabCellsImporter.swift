/// Imports users or traffic per cell and slot of the FIB-LAB mobile traffic data (Chai et al., KDD 2025) as arrival
/// counts, one source per cell, numbered in the order in which the cells first appear.
///
/// Rules:
/// - *Slot length*: a place is the cell's name up to its first `-`; its slots are a day divided by the number of
///   slots that its rows name.
/// - *Time* is `step` × slot length. The pair (weekday, slot) wraps after seven days while the data goes on, so
///   rows after the first week are counted, and rows whose pair is not the one of their step too.
/// - *Tasks*: `users` is a level, so a slot holds users × factor × seconds tasks (factor: tasks per user and
///   second). `traffic` is a total in a unit of the place, so a slot holds traffic × factor tasks.
/// - *Split slot*: where places or ``ImportOptions/Name/interval`` need shorter intervals than a place's slot, its
///   tasks are spread evenly over the parts.
/// - *Order*: rows come by cell and are put in the order of time; of several for one cell and time the last is kept.
/// - *Silent cell*: a cell that is zero throughout stays a source and is counted.
package struct FiblabCellsImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "fiblab-cells"
  /// What it reads and makes.
  package static let summary = "FIB-LAB mobile traffic: users or traffic per cell and slot as arrival counts"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = [.column, .factor, .interval]

  /// What tasks are made of.
  enum Column: String, CaseIterable { case users, traffic }

  private let column: Column
  private let factor: Double
  /// The interval asked for, in nanoseconds; nil for the shortest slot.
  private let interval: Int64?

  /// An importer of users at one task per user and second, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) {
    column = try options.choice(.column, or: .users)
    factor = try options.positive(.factor, or: 1)
    interval = try options.interval(atLeast: 1)
  }

  /// Reads every file twice, first for the slots of its places, and writes all cells in the order of time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    let calendar = try CellCalendar(inputs, interval: interval)
    var cells = CellRows(calendar, output: output)
    for file in inputs.files { try read(file, calendar, into: &cells) }
    guard cells.rows > 0 else {
      throw InputError(
        inputs.files[0].path, .line(1), found: "no row in \(counted(inputs.files.count, "file"))",
        expected: "rows of cells")
    }
    let factorUnit = column == .users ? "tasks per user and second" : "tasks per unit of traffic"
    return try cells.finish(
      inputs,
      title: "offramp trace import \(FiblabCellsImporter.name): \(column), \(factor) \(factorUnit), "
        + "interval \(TraceTime.seconds(calendar.interval)) s")
  }

  private func read(
    _ file: TraceFiles.File, _ calendar: CellCalendar, into cells: inout CellRows
  ) throws(InputError) {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(["cell", "step", "weekday", "slot", column.rawValue])
    while try csv.nextRow() {
      guard cells.enter(csv.text(columns[0])) else {
        throw csv.fault(columns[0], expected: SeriesNames.expectation, advice: "Import the places one by one")
      }
      let row = CellRows.Row(
        step: try csv.wholeNumber(columns[1]), weekday: try csv.wholeNumber(columns[2]),
        slot: try csv.wholeNumber(columns[3]))
      guard Int64(row.step) < TraceTime.latestNanoseconds / cells.slot else {
        throw csv.fault(columns[1], expected: "a step within 104 days", advice: "Count the steps from 0")
      }
      let tasks = tasks(try csv.amount(columns[4]), cells, calendar.interval)
      guard tasks.isFinite else { throw csv.fault(columns[4], expected: "tasks that fit a double") }
      try cells.add(row, tasks: tasks)
    }
  }

  /// The tasks in one interval of the trace.
  private func tasks(_ value: Double, _ cells: borrowing CellRows, _ interval: Int64) -> Double {
    switch column {
    case .users: value * factor * (Double(interval) / 1e9)
    case .traffic: value * factor / Double(cells.parts)
    }
  }
}
