/// Parses plain rows into columns, eight bytes at a time: the one file of this target that reads without bounds checks.
///
/// It finds the ends of some lines, then goes through these lines once for each field, so that the inner loops are
/// short and no row waits for the one before it. A row is plain when every wanted field is digits with at most one
/// point, or a name without quotes. At the first row that is anything else the kernel stops: the checked path
/// (``CSVReader``) reads that one row or explains what is wrong with it. So the kernel decides nothing but speed;
/// `CSVColumnsTests` holds it against the checked path on random files.
///
/// Only bytes of the buffer are read unchecked. Why that is right, once for all `unsafe` below: a field begins behind
/// a comma or line end in front of `end`, so at `end` at the latest, and the buffer holds ``slack`` bytes behind
/// `end`. A number reads at most ``PlainNumber/mostDigits`` + 3 bytes from where it begins; a search for a delimiter
/// goes on only in front of the line's end, eight bytes at a time. Neither leaves the slack.
struct CSVKernel: Sendable {
  /// Bytes that must follow the last decoded byte in the buffer; what they hold does not matter.
  static let slack = 64

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

  /// Index in the buffer of the line end of each line in hand.
  private var lineEnds = [Int32](repeating: 0, count: mostLines)
  /// Index in the buffer of the field of each line that is next to be parsed.
  private var starts = [Int32](repeating: 0, count: mostLines)
  /// How many lines to take in hand: more as long as all are plain, few again after one that is not.
  private var lines = leastLines

  private static let leastLines = 8
  private static let mostLines = 1024

  init(fields: [Field]) { self.fields = fields }

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
      if plain > 0 { position = Int(lineEnds[plain - 1]) + 1 }
      batch.count += plain
      if plain < found { lines = min(max(2 * plain, CSVKernel.leastLines), lines) }
      if plain < wanted { break }
      lines = min(2 * lines, CSVKernel.mostLines)
    }
    return position
  }

  /// Parses each field of the lines in hand; returns how many lines, from the first on, are plain in all fields.
  private mutating func parseFields(
    _ buffer: Span<UInt8>, rows: Int, into batch: inout CSVBatch, _ tables: inout [SeriesTable]
  ) -> Int {
    var plain = rows
    var last = lastNanoseconds
    defer { forgetNames(behind: plain, in: batch, &tables) }
    for (index, field) in fields.enumerated() {
      var lines = CSVLines(count: plain, isLastField: index == fields.count - 1)
      let target = field.base + batch.count
      switch field.action {
      case .skip: plain = lines.skip(buffer, lineEnds, &starts)
      case .number: plain = lines.numbers(buffer, lineEnds, &starts, &batch.numbers, at: target)
      case .time, .orderedTime:
        let isOrdered = field.action == .orderedTime
        plain = lines.times(
          buffer, lineEnds, &starts, &batch.times, at: target, after: isOrdered ? lastNanoseconds : nil)
      case .seriesNumber: plain = lines.seriesNumbers(buffer, lineEnds, &starts, &batch.series, at: target)
      case .seriesName:
        plain = lines.seriesNames(
          buffer, lineEnds, &starts, &batch.series, at: target, &tables[field.table])
      }
      if plain == 0 { return 0 }
    }
    for field in fields where field.action == .orderedTime {
      last = batch.times[field.base + batch.count + plain - 1]
    }
    lastNanoseconds = last
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

  /// Takes up to `most` lines of `range` in hand; returns how many there were.
  private mutating func findLines(_ buffer: Span<UInt8>, _ range: Range<Int>, atMost most: Int) -> Int {
    var ends = lineEnds.mutableSpan
    var count = 0
    var position = range.lowerBound
    while position < range.upperBound, count < most {
      var found = Bytes.lineEnds(Bytes.word(buffer, position))
      // A word that holds one line end or none takes no branch.
      ends[count] = Int32(truncatingIfNeeded: position &+ (found.trailingZeroBitCount >> 3))
      count &+= found == 0 ? 0 : 1
      found &= found &- 1
      while found != 0, count < most {
        ends[count] = Int32(truncatingIfNeeded: position &+ (found.trailingZeroBitCount >> 3))
        count &+= 1
        found &= found &- 1
      }
      position &+= 8
    }
    while count > 0, Int(ends[count - 1]) >= range.upperBound { count -= 1 }
    return setStarts(range.lowerBound, count)
  }

  /// Sets where each line begins; returns how many there are in front of one that is too long.
  private mutating func setStarts(_ first: Int, _ count: Int) -> Int {
    var next = Int32(first)
    for line in 0..<count {
      starts[line] = next
      if lineEnds[line] &- next > Int32(CSVScanner.longestRecord) { return line }
      next = lineEnds[line] &+ 1
    }
    return count
  }
}

/// The loops over the lines in hand, one for each kind of field.
///
/// Each takes the field that begins at `starts[line]`, moves `starts[line]` behind the field's delimiter, and returns
/// how many lines, from the first on, hold a plain field. `starts` and the columns are checked arrays.
private struct CSVLines {
  let count: Int
  let isLastField: Bool

  private static let powersOfTen: [Double] = (0...PlainNumber.mostDigits).map {
    (0..<$0).reduce(1) { power, _ in power * 10 }
  }
  /// Nanoseconds of a unit of the n-th decimal.
  private static let nanosecondsOfDecimal: [Int64] = (0...9).map {
    (0..<9 - $0).reduce(1) { power, _ in power * 10 }
  }

  /// The beginning of the field behind one that ends at `end`; nil when a wrong delimiter stands there.
  @inline(__always)
  private func next(_ buffer: Span<UInt8>, _ end: Int, _ lineEnd: Int32) -> Int32? {
    if !isLastField {
      return Bytes.byte(buffer, end) == UInt8(ascii: ",") ? Int32(truncatingIfNeeded: end &+ 1) : nil
    }
    let isReturn = Bytes.byte(buffer, end) == UInt8(ascii: "\r")
    return end &+ (isReturn ? 1 : 0) == Int(lineEnd) ? lineEnd &+ 1 : nil
  }

  mutating func skip(_ buffer: Span<UInt8>, _ lineEnds: [Int32], _ starts: inout [Int32]) -> Int {
    let lineEnds = lineEnds.span
    var starts = starts.mutableSpan
    for line in 0..<count {
      let start = Int(starts[line])
      guard let length = Bytes.length(buffer, start, Int(lineEnds[line])),
        let next = next(buffer, start &+ length, lineEnds[line])
      else { return line }
      starts[line] = next
    }
    return count
  }

  mutating func numbers(
    _ buffer: Span<UInt8>, _ lineEnds: [Int32], _ starts: inout [Int32], _ column: inout [Double],
    at target: Int
  ) -> Int {
    let powers = CSVLines.powersOfTen.span
    let lineEnds = lineEnds.span
    var starts = starts.mutableSpan
    var column = column.mutableSpan
    for line in 0..<count {
      let start = Int(starts[line])
      let number = Bytes.number(buffer, start)
      guard number.length > 0, number.digits <= 1 << 53,
        let next = next(buffer, start &+ number.length, lineEnds[line])
      else { return line }
      // Both are exact doubles, so the division rounds once, to the nearest.
      column[target &+ line] = Double(Int64(truncatingIfNeeded: number.digits)) / powers[number.decimals]
      starts[line] = next
    }
    return count
  }

  mutating func times(
    _ buffer: Span<UInt8>, _ lineEnds: [Int32], _ starts: inout [Int32], _ column: inout [Int64],
    at target: Int, after first: Int64?
  ) -> Int {
    let units = CSVLines.nanosecondsOfDecimal.span
    let lineEnds = lineEnds.span
    var starts = starts.mutableSpan
    var column = column.mutableSpan
    var least = first ?? .min
    // The text of the last field, its delimiter included, as far as it fits eight bytes: rows often share a time.
    var (lastWord, lastMask, lastLength, lastTime) = (UInt64(0), UInt64.max, Int32(0), Int64(0))
    for line in 0..<count {
      let start = Int(starts[line])
      let word = Bytes.word(buffer, start)
      if (word ^ lastWord) & lastMask == 0, lastLength > 0 {
        column[target &+ line] = lastTime
        starts[line] &+= lastLength
        continue
      }
      let number = Bytes.number(buffer, start)
      guard number.length > 0, number.decimals <= 9,
        let next = next(buffer, start &+ number.length, lineEnds[line])
      else { return line }
      let (time, overflow) = Int64(truncatingIfNeeded: number.digits)
        .multipliedReportingOverflow(by: units[number.decimals])
      guard !overflow, time <= TraceTime.latestNanoseconds, time >= least else { return line }
      if first != nil { least = time }
      column[target &+ line] = time
      starts[line] = next
      lastLength = number.length < 8 && !isLastField ? Int32(truncatingIfNeeded: number.length &+ 1) : 0
      lastMask = UInt64.max >> UInt64(64 &- 8 &* Int(lastLength))
      (lastWord, lastTime) = (word, time)
    }
    return count
  }

  mutating func seriesNumbers(
    _ buffer: Span<UInt8>, _ lineEnds: [Int32], _ starts: inout [Int32], _ column: inout [Int32],
    at target: Int
  ) -> Int {
    let lineEnds = lineEnds.span
    var starts = starts.mutableSpan
    var column = column.mutableSpan
    for line in 0..<count {
      let start = Int(starts[line])
      let number = Bytes.number(buffer, start)
      // `7.` is a number but no series.
      guard number.length > 0, number.decimals == 0, number.digits <= UInt64(SeriesTable.largestNumber),
        Bytes.byte(buffer, start &+ number.length &- 1) != UInt8(ascii: "."),
        let next = next(buffer, start &+ number.length, lineEnds[line])
      else { return line }
      column[target &+ line] = Int32(truncatingIfNeeded: number.digits)
      starts[line] = next
    }
    return count
  }

  mutating func seriesNames(
    _ buffer: Span<UInt8>, _ lineEnds: [Int32], _ starts: inout [Int32], _ column: inout [Int32],
    at target: Int, _ table: inout SeriesTable
  ) -> Int {
    let lineEnds = lineEnds.span
    var starts = starts.mutableSpan
    var column = column.mutableSpan
    for line in 0..<count {
      let start = Int(starts[line])
      guard let length = Bytes.length(buffer, start, Int(lineEnds[line])),
        let next = next(buffer, start &+ length, lineEnds[line]),
        length > 0, !Bytes.isSpace(buffer, start), !Bytes.isSpace(buffer, start &+ length &- 1),
        case .success(let number) = table.tentativeNumber(of: buffer.extracting(start..<start + length))
      else { return line }
      column[target &+ line] = number
      starts[line] = next
    }
    return count
  }
}

/// Unchecked reading of the buffer; ``CSVKernel`` says why it stays inside.
private enum Bytes {
  /// The eight bytes from `position` on, the first one lowest.
  @inline(__always)
  static func word(_ buffer: Span<UInt8>, _ position: Int) -> UInt64 {
    UInt64(
      littleEndian: unsafe buffer.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: position, as: UInt64.self))
  }

  @inline(__always)
  static func byte(_ buffer: Span<UInt8>, _ position: Int) -> UInt8 { unsafe buffer[unchecked: position] }

  @inline(__always)
  static func isSpace(_ buffer: Span<UInt8>, _ position: Int) -> Bool {
    byte(buffer, position) == 0x20 || byte(buffer, position) == 0x09
  }

  @inline(__always)
  static func number(_ buffer: Span<UInt8>, _ position: Int) -> PlainNumber {
    PlainNumber.parse(word(buffer, position)) { byte(buffer, position &+ $0) }
  }

  /// The high bit of every byte that is a line end (false only above one: there a byte 0x0B may look like one).
  @inline(__always)
  static func lineEnds(_ word: UInt64) -> UInt64 { zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A) }

  /// Bytes from `position` to the next comma or line end; nil when the field is quoted.
  @inline(__always)
  static func length(_ buffer: Span<UInt8>, _ position: Int, _ lineEnd: Int) -> Int? {
    if byte(buffer, position) == UInt8(ascii: "\"") { return nil }
    var index = position
    while index <= lineEnd {
      let eight = word(buffer, index)
      let found =
        zeros(eight ^ 0x2C2C_2C2C_2C2C_2C2C) | lineEnds(eight) | zeros(eight ^ 0x0D0D_0D0D_0D0D_0D0D)
      if found != 0 { return index &- position &+ (found.trailingZeroBitCount >> 3) }
      index &+= 8
    }
    return nil
  }

  /// The high bit of the lowest zero byte, and possibly of bytes above it.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
