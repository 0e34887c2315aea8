/// Parses plain rows into columns, many at a time.
///
/// It finds the delimiters of some lines, then goes through these lines once for each field, so that the inner loops
/// are short and no row waits for the one before it. A row is plain when every wanted field is digits with at most
/// one point, or a name without quotes. At the first row that is anything else the kernel stops: the checked path
/// (``CSVReader``) reads that one row or explains what is wrong with it. So the kernel decides nothing but speed;
/// `CSVColumnsTests` holds it against the checked path on random files.
struct CSVKernel: Sendable {
  /// Bytes that must follow the last decoded byte in the buffer; what they hold does not matter.
  static let slack = UncheckedBytes.slack

  /// What to do with a field.
  enum Action {
    case skip
    case time
    case orderedTime
    case seriesNumber
    case seriesName
    case number
  }

  /// A field of the row: what to do with it, and where its column begins in the batch's array of its type.
  struct Field {
    var action: Action
    /// Index of the column's first row.
    var base = 0
    /// Which of the series tables its names are in.
    var table = 0
  }

  /// The fields of a row in the order of the file.
  var fields: [Field]
  /// The time of the last row, for ``Action/orderedTime``.
  var lastNanoseconds: Int64 = 0

  /// The delimiters of the lines in hand.
  private var delimiters: CSVDelimiters
  /// How many lines to take in hand: more as long as all are plain, few again after one that is not.
  private var lines: Int

  private static let leastLines = 8

  init(fields: [Field]) {
    self.fields = fields
    delimiters = CSVDelimiters(fields: fields.count)
    lines = min(CSVKernel.leastLines, delimiters.mostLines)
  }

  /// Parses rows from `buffer[start..<end]` into `batch`, behind the rows that it holds.
  ///
  /// - Precondition: `buffer` goes on for ``slack`` bytes behind `end`, and indices into it fit 32 bits.
  /// - Returns: Where the first row begins that was not parsed.
  mutating func parse(
    _ buffer: [UInt8], _ start: Int, _ end: Int, into batch: inout CSVBatch, _ tables: inout [SeriesTable]
  ) -> Int {
    precondition(
      0 <= start && start <= end && end + CSVKernel.slack <= buffer.count && end < 1 << 30,
      "no slack behind \(end) of \(buffer.count)")
    var position = start
    while batch.count < batch.capacity {
      let wanted = min(lines, batch.capacity - batch.count)
      let found = findLines(buffer.span, position..<end, atMost: wanted)
      let plain = parseFields(buffer.span, rows: found, into: &batch, &tables)
      position = delimiters.end(ofLines: plain)
      batch.count += plain
      if plain < found { lines = min(max(2 * plain, CSVKernel.leastLines), lines) }
      if plain < wanted { break }
      lines = min(2 * lines, delimiters.mostLines)
    }
    return position
  }

  /// Takes up to `most` lines of `range` in hand; returns how many there were in front of one that is too long.
  private mutating func findLines(_ buffer: Span<UInt8>, _ range: Range<Int>, atMost most: Int) -> Int {
    let count = delimiters.find(buffer, range, lines: most)
    if range.count <= CSVScanner.longestRecord { return count }
    return (0..<count).first {
      delimiters.end(ofLines: $0 + 1) - delimiters.end(ofLines: $0) > CSVScanner.longestRecord
    } ?? count
  }

  /// Parses each field of the lines in hand; returns how many lines, from the first on, are plain in all fields.
  private mutating func parseFields(
    _ buffer: Span<UInt8>, rows: Int, into batch: inout CSVBatch, _ tables: inout [SeriesTable]
  ) -> Int {
    var plain = rows
    defer { forgetNames(behind: plain, in: batch, &tables) }
    for (index, field) in fields.enumerated() {
      if plain == 0 { return 0 }
      let places = delimiters.places.span
      let lines = CSVLines(count: plain, field: index, of: fields.count, places)
      let target = field.base + batch.count
      switch field.action {
      case .skip: plain = lines.skip(buffer, places)
      case .number: plain = lines.numbers(buffer, places, &batch.numbers, at: target)
      case .time: plain = lines.times(buffer, places, &batch.times, at: target, after: nil)
      case .orderedTime: plain = lines.times(buffer, places, &batch.times, at: target, after: lastNanoseconds)
      case .seriesNumber: plain = lines.seriesNumbers(buffer, places, &batch.series, at: target)
      case .seriesName:
        plain = lines.seriesNames(buffer, places, &batch.series, at: target, &tables[field.table])
      }
    }
    if plain == 0 { return 0 }
    for field in fields where field.action == .orderedTime {
      lastNanoseconds = batch.times[field.base + batch.count + plain - 1]
    }
    return plain
  }

  /// Takes back the names that were first met behind the `plain` rows: what looked like a row there may be the inside
  /// of a quoted field.
  private func forgetNames(behind plain: Int, in batch: CSVBatch, _ tables: inout [SeriesTable]) {
    for field in fields where field.action == .seriesName && tables[field.table].isUnconfirmed {
      let first = field.base + batch.count
      tables[field.table].confirm(batch.series.span.extracting(first..<first + plain))
    }
  }
}
