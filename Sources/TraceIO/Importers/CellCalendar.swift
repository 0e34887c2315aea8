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
    var lastSlots: [String: LastSlot] = [:]
    var names = SeriesNames()
    for file in inputs.files { try CellCalendar.read(file, &lastSlots, &names) }
    slotsPerDay = lastSlots.mapValues { $0.slot + 1 }
    let places = lastSlots.sorted { $0.key < $1.key }
    for (place, last) in places where !CellCalendar.daySeconds.isMultiple(of: last.slot + 1) {
      throw InputError(
        last.path, last.place, found: "\(counted(last.slot + 1, "slot")) a day of \(shown(place))",
        expected: "slots that divide a day into whole seconds")
    }
    let shortest = lastSlots.values.map(\.length).min() ?? TraceTime.nanosecondsPerSecond
    self.interval = interval ?? shortest
    for (place, last) in places where !last.length.isMultiple(of: self.interval) {
      let slots = "the slots of \(shown(place)), \(TraceTime.seconds(last.length)) s"
      let found = "\(TraceTime.seconds(self.interval)) s"
      let advice = "Choose one, or import the places one by one"
      throw interval == nil
        ? InputError(
          last.path, last.place, found: slots, expected: "a multiple of the shortest, \(found)",
          advice: "Import the places one by one")
        : InputError("--interval", found: found, expected: "a divisor of \(slots)", advice: advice)
    }
  }

  /// The last slot of a place's day, and the first row that names it.
  private struct LastSlot {
    var slot: Int
    var path: String
    var place: InputError.Place

    /// How long the place's slots are, in nanoseconds.
    var length: Int64 { Int64(daySeconds / (slot + 1)) * TraceTime.nanosecondsPerSecond }
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
    _ file: TraceFiles.File, _ lastSlots: inout [String: LastSlot], _ names: inout SeriesNames
  ) throws(InputError) {
    var csv = try CSVReader(path: file.path)
    let columns = try csv.columns(["cell", "slot"])
    while try csv.nextRow() {
      let slot = try csv.wholeNumber(columns[1])
      guard slot < daySeconds else { throw csv.fault(columns[1], expected: "below 86400 slots a day") }
      let place = place(of: csv.text(columns[0]))
      if let last = lastSlots[place], slot <= last.slot { continue }
      guard names.number(of: place) != nil else {
        throw csv.fault(columns[0], expected: SeriesNames.expectation)
      }
      lastSlots[place] = LastSlot(slot: slot, path: csv.path, place: csv.place)
    }
  }
}
