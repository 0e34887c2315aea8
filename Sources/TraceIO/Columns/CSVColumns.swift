/// The wanted columns of a CSV file, read in batches of typed columns.
///
/// Plain rows take a fast path (``CSVKernel``), all others the checked one (``CSVReader``); both give the same values
/// and there is one set of errors. Columns that are not asked for are only stepped over.
public struct CSVColumns: ~Copyable {
  /// A column to read, by its name in the header, and what it must hold.
  public enum Column: Sendable, Equatable {
    /// Decimal seconds from 0, read as nanoseconds.
    case time(String)
    /// The same, and never falling from row to row.
    case orderedTime(String)
    /// A number from 0 or a name, read as the number of the series.
    case series(String)
    /// Any finite number, correctly rounded.
    case number(String)
    /// A finite number from 0.
    case amount(String)

    /// The name in the header.
    public var name: String {
      switch self {
      case .time(let name), .orderedTime(let name), .series(let name), .number(let name), .amount(let name):
        name
      }
    }
  }

  /// The columns, in the order in which they were asked for.
  public let columns: [Column]

  private var reader: CSVReader
  /// For each of ``columns``, its place in the header.
  private let places: [Int]
  /// For each of ``columns``, which column of its type it is.
  private let ordinals: [Int]
  private var kernel: CSVKernel
  private var tables: [SeriesTable]

  /// How many rows a batch has unless another number is asked for.
  public static let batchRows = 8192

  /// Opens a file and finds the columns in its header.
  ///
  /// - Throws: When the file cannot be read, or a column is missing or occurs twice.
  public init(path: String, columns: [Column]) throws(InputError) {
    let reader = try CSVReader(path: path)
    let places = try reader.columns(columns.map(\.name))
    self.init(reader: reader, columns: columns, places: places)
  }

  /// Goes on with the rows of `reader`.
  init(_ reader: consuming CSVReader, columns: [Column]) throws(InputError) {
    let places = try reader.columns(columns.map(\.name))
    self.init(reader: reader, columns: columns, places: places)
  }

  private init(reader: consuming CSVReader, columns: [Column], places: [Int]) {
    self.columns = columns
    self.places = places
    ordinals = columns.indices.map { index in
      columns[..<index].count { $0.storage == columns[index].storage }
    }
    kernel = CSVKernel(fields: reader.header.map { _ in CSVKernel.Field(action: .skip) })
    tables = columns.filter { $0.storage == .series }.map { _ in SeriesTable() }
    self.reader = reader
  }

  /// The file's path.
  package var path: String { reader.path }
  /// The notes met so far in skippable zstd frames.
  package var notes: [String] { reader.notes }
  /// The series met so far in `column`, which must be a column of series.
  package func series(of column: Int) -> SeriesTable { tables[ordinals[column]] }
  /// The names met so far in `column`, which must be a column of series; empty when they are numbers.
  public func seriesNames(of column: Int) -> [String] { tables[ordinals[column]].names }

  /// Where the rows of `column` lie in the array of its type.
  public func rows(of column: Int, in batch: CSVBatch) -> Range<Int> {
    let base = ordinals[column] * batch.capacity
    return base..<base + batch.count
  }

  /// An empty batch with room for these columns.
  public func makeBatch(capacity: Int = CSVColumns.batchRows) -> CSVBatch {
    let storages = columns.map(\.storage)
    return CSVBatch(
      capacity: capacity, times: storages.count { $0 == .time }, series: storages.count { $0 == .series },
      numbers: storages.count { $0 == .number })
  }

  /// The next rows in a batch of their own, or nil after the last; nil stays nil.
  public mutating func nextBatch() throws(InputError) -> CSVBatch? {
    var batch = makeBatch()
    return try read(into: &batch) ? batch : nil
  }

  /// Replaces the rows of `batch`, which ``makeBatch(capacity:)`` made, by the next ones; false after the last.
  ///
  /// - Throws: On a fault in a row, for the first faulty field in the order of ``columns``.
  public mutating func read(into batch: inout CSVBatch) throws(InputError) -> Bool {
    batch.count = 0
    prepare(batch.capacity)
    while batch.count < batch.capacity {
      reader.parseRows(&kernel, into: &batch, &tables)
      guard batch.count < batch.capacity, try reader.nextRow() else { break }
      if batch.count > 0 { noteSeries(batch, onlyFirst: true) }
      try appendRow(to: &batch)
    }
    noteSeries(batch)
    return batch.count > 0
  }
}

// The two paths.
extension CSVColumns {
  /// Tells the kernel what to do with each field of a row.
  private mutating func prepare(_ capacity: Int) {
    for (index, column) in columns.enumerated() {
      kernel.fields[places[index]] = CSVKernel.Field(
        action: action(column, ordinals[index]), base: Int32(ordinals[index] * capacity),
        table: Int32(ordinals[index]))
    }
  }

  private func action(_ column: Column, _ ordinal: Int) -> CSVKernel.Action {
    switch column {
    case .time: .time
    case .orderedTime: .orderedTime
    case .series: tables[ordinal].writing == .names ? .seriesName : .seriesNumber
    case .number, .amount: .number
    }
  }

  /// The checked path: appends the reader's current row.
  private mutating func appendRow(to batch: inout CSVBatch) throws(InputError) {
    for (index, column) in columns.enumerated() {
      let target = ordinals[index] * batch.capacity + batch.count
      switch column {
      case .time: batch.times[target] = try reader.time(places[index])
      case .orderedTime: batch.times[target] = try orderedTime(places[index], column.name)
      case .series:
        let ordinal = ordinals[index]
        batch.series[target] = try reader.series(places[index], in: &tables[ordinal])
        kernel.fields[places[index]].action = action(column, ordinal)
      case .number: batch.numbers[target] = try reader.number(places[index])
      case .amount: batch.numbers[target] = try reader.amount(places[index])
      }
    }
    batch.count += 1
  }

  private mutating func orderedTime(_ place: Int, _ name: String) throws(InputError) -> Int64 {
    let time = try reader.time(place)
    let last = kernel.lastNanoseconds
    guard time >= last else {
      throw InputError(
        path, reader.place,
        found: "time \(TraceTime.seconds(time)) s after \(TraceTime.seconds(last)) s on the row above",
        expected: "times in order", advice: "Sort the rows by \(name)")
    }
    kernel.lastNanoseconds = time
    return time
  }

  /// Enters the series that the kernel met as numbers into their tables; with `onlyFirst` only where nothing is
  /// known yet, so that a name after numbers is seen to be one.
  private mutating func noteSeries(_ batch: CSVBatch, onlyFirst: Bool = false) {
    for (index, column) in columns.enumerated() where column.storage == .series {
      let ordinal = ordinals[index]
      if tables[ordinal].writing == .names || (onlyFirst && tables[ordinal].writing == .numbers) { continue }
      let rows = batch.series.span.extracting(rows(of: index, in: batch))
      var largest: Int32 = -1
      for row in rows.indices { largest = max(largest, rows[row]) }
      if largest >= 0 { tables[ordinal].met(numbersUpTo: largest) }
    }
  }
}

extension CSVColumns.Column {
  /// The type that a column's values have in memory.
  enum Storage { case time, series, number }

  var storage: Storage {
    switch self {
    case .time, .orderedTime: .time
    case .series: .series
    case .number, .amount: .number
    }
  }
}
