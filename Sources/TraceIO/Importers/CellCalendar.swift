/// How long the slots of each place are, and the interval of the trace that all of them fit.
struct CellCalendar {
  /// The interval of the trace, in nanoseconds.
  let interval: Int64
  private let slotsPerDay: [String: Int]

  private static let daySeconds = 86_400

  /// Reads the slots of all rows.
  ///
  /// - Parameter interval: The interval asked for; nil for the shortest slot of all places.
  /// - Throws: When a place's slots do not divide a day, or the interval does not divide a slot.
  init(_ inputs: TraceFiles, interval: Int64?) throws(InputError) {
    var lastSlots: [String: Int] = [:]
    for file in inputs.files { try CellCalendar.read(file, &lastSlots) }
    slotsPerDay = lastSlots.mapValues { $0 + 1 }
    let path = inputs.files[0].path
    for (place, slots) in slotsPerDay.sorted(by: { $0.key < $1.key })
    where !CellCalendar.daySeconds.isMultiple(of: slots) {
      throw InputError(
        path, found: "\(counted(slots, "slot")) a day of \(shown(place))",
        expected: "slots that divide a day into whole seconds")
    }
    let slots = slotsPerDay.mapValues { Int64(CellCalendar.daySeconds / $0) * TraceTime.nanosecondsPerSecond }
    let shortest = slots.values.min() ?? TraceTime.nanosecondsPerSecond
    self.interval = interval ?? shortest
    for (place, slot) in slots.sorted(by: { $0.key < $1.key }) where !slot.isMultiple(of: self.interval) {
      throw InputError(
        "--interval", found: "\(TraceTime.seconds(self.interval)) s",
        expected: "a divisor of the slots of \(shown(place)), \(TraceTime.seconds(slot)) s",
        advice: "Choose one, or import the places one by one")
    }
  }

  /// The place of a cell: its name up to the first `-`.
  static func place(of cell: String) -> String { String(cell.prefix { $0 != "-" }) }

  /// How many slots a day of a cell has.
  func slotsPerDay(of cell: String) -> Int { slotsPerDay[CellCalendar.place(of: cell)] ?? 1 }

  /// How long a slot of a cell is, in nanoseconds.
  func slot(of cell: String) -> Int64 {
    Int64(CellCalendar.daySeconds / slotsPerDay(of: cell)) * TraceTime.nanosecondsPerSecond
  }

  private static func read(
    _ file: TraceFiles.File, _ lastSlots: inout [String: Int]
  ) throws(InputError) {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(["cell", "slot"])
    while try csv.nextRow() {
      let slot = try csv.wholeNumber(columns[1])
      guard slot < daySeconds else { throw csv.fault(columns[1], expected: "below 86400 slots a day") }
      let place = place(of: csv.text(columns[0]))
      if lastSlots[place].map({ slot > $0 }) ?? true { lastSlots[place] = slot }
    }
  }
}
