/// What the columns of somebody's CSV mean.
struct CSVMapping {
  /// The kind of trace to make.
  enum Kind: String, CaseIterable {
    case bandwidth, counts, events

    /// The canonical kind.
    var trace: TraceKind {
      switch self {
      case .bandwidth: .bandwidth
      case .counts: .arrivalCounts
      case .events: .arrivalEvents
      }
    }
  }

  /// The unit of rates; bits and bytes in powers of 1000.
  enum Unit: String, CaseIterable {
    case bps, kbps, mbps, gbps
    case bytesPerSecond = "bytes_per_s"
    case kilobytesPerSecond = "kbytes_per_s"
    case megabytesPerSecond = "mbytes_per_s"

    /// Bit/s in one of it.
    var bitsPerSecond: Double {
      switch self {
      case .bps: 1
      case .kbps: 1e3
      case .mbps: 1e6
      case .gbps: 1e9
      case .bytesPerSecond: 8
      case .kilobytesPerSecond: 8e3
      case .megabytesPerSecond: 8e6
      }
    }
  }

  /// Where time 0 is: at the earliest row of all files, or of each file.
  enum Clock: String, CaseIterable { case shared, file }

  /// The kind of trace.
  let kind: Kind
  /// Where time 0 is.
  let clock: Clock
  /// The column of values; nil for events, which have none.
  let valueColumn: String?
  /// The column that names the series; nil when a file is one series.
  let seriesColumn: String?
  private let timeColumn: String
  private let timeFormat: TimeFormat
  private let unit: Unit

  /// A mapping; columns that are not named are those of the canonical trace.
  init(options: ImportOptions) throws(InputError) {
    kind = try options.choice(.kind, or: .bandwidth)
    clock = try options.choice(.clock, or: .shared)
    timeColumn = options[.timeColumn] ?? "time_s"
    timeFormat = try options.choice(.timeFormat, or: .seconds)
    unit = try options.choice(.unit, or: .bps)
    seriesColumn = options[.seriesColumn]
    valueColumn =
      kind == .events ? nil : options[.valueColumn] ?? (kind == .bandwidth ? "bits_per_s" : "tasks")
    if kind != .bandwidth, let unit = options[.unit] {
      throw InputError("--unit", found: shown(unit), expected: "no unit for \(kind), which have none")
    }
    if kind == .events, let column = options[.valueColumn] {
      throw InputError("--value-column", found: shown(column), expected: "no such column for events")
    }
  }

  /// The columns to find: the time, the value if there is one, the series if there is one.
  var columns: [String] { [timeColumn, valueColumn, seriesColumn].compactMap { $0 } }

  /// The mapping in words, for the note in the trace.
  var words: String {
    "\(kind): time from \(timeColumn) in \(timeFormat.rawValue)"
      + (valueColumn.map { ", values from \($0)" } ?? "") + (kind == .bandwidth ? " in \(unit.rawValue)" : "")
      + (seriesColumn.map { ", series from \($0)" } ?? "") + (clock == .file ? ", each file from 0" : "")
  }

  /// Whether a value's text says that there is none.
  static func isMissing(_ text: String) -> Bool {
    ["", "-", "na", "n/a", "nan", "null", "none"].contains(text.lowercased())
  }

  /// The time of the current row in nanoseconds, on the file's own clock.
  func time(_ csv: borrowing CSVReader, _ column: Int) throws(InputError) -> Int64 {
    guard let time = timeFormat.nanoseconds(csv.text(column)) else {
      throw csv.fault(column, expected: timeFormat.expectation)
    }
    return time
  }

  /// The value of the current row in bit/s or tasks.
  func value(_ csv: borrowing CSVReader, _ column: Int) throws(InputError) -> Double {
    let value = try csv.amount(column) * (kind == .bandwidth ? unit.bitsPerSecond : 1)
    guard value.isFinite else { throw csv.fault(column, expected: "a rate that fits a double") }
    return value
  }
}
