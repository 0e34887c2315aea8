/// The loops over the lines in hand, one for each kind of field.
///
/// Each returns how many lines, from the first on, hold a plain field with the delimiter that belongs behind it.
/// `places` are those of ``CSVDelimiters``; they and the columns are checked arrays.
struct CSVLines {
  private let count: Int
  /// Number of the field among those of a line.
  private let field: Int
  /// How many fields a line has.
  private let width: Int

  /// Field number `field` of the first `count` lines, which have `width` fields each.
  init(count: Int, field: Int, of width: Int, _ places: Span<Int32>) {
    precondition(0 <= field && field < width && count * width < places.count, "places of \(count) lines")
    (self.count, self.field, self.width) = (count, field, width)
  }

  private static let powersOfTen: [Double] = (0...PlainNumber.mostDigits).map {
    (0..<$0).reduce(1) { power, _ in power * 10 }
  }
  /// Nanoseconds of a unit of the n-th decimal.
  private static let nanosecondsOfDecimal: [Int64] = (0...9).map {
    (0..<9 - $0).reduce(1) { power, _ in power * 10 }
  }

  private var isLast: Bool { field == width - 1 }

  /// Where the field of a line begins and how long it is; nil when the delimiter behind it is the wrong one.
  @inline(__always)
  private func extent(_ buffer: Span<UInt8>, _ places: Span<Int32>, _ line: Int) -> (start: Int, length: Int)?
  {
    let number = field &+ line &* width
    let start = UncheckedBytes.place(places, number) &+ 1
    let end = UncheckedBytes.place(places, number &+ 1)
    if !isLast {
      return UncheckedBytes.byte(buffer, end) == UInt8(ascii: ",") ? (start, end &- start) : nil
    }
    guard UncheckedBytes.byte(buffer, end) == UInt8(ascii: "\n") else { return nil }
    let hasReturn = end > start && UncheckedBytes.byte(buffer, end &- 1) == UInt8(ascii: "\r")
    return (start, end &- start &- (hasReturn ? 1 : 0))
  }

  /// The plain number in a field.
  @inline(__always)
  private func number(_ buffer: Span<UInt8>, _ start: Int, _ length: Int) -> PlainNumber? {
    PlainNumber.parse(UncheckedBytes.word(buffer, start), length: length) {
      UncheckedBytes.byte(buffer, start &+ $0)
    }
  }

  func skip(_ buffer: Span<UInt8>, _ places: Span<Int32>) -> Int {
    for line in 0..<count {
      guard let (start, _) = extent(buffer, places, line),
        UncheckedBytes.byte(buffer, start) != UInt8(ascii: "\"")
      else { return line }
    }
    return count
  }

  func numbers(
    _ buffer: Span<UInt8>, _ places: Span<Int32>, _ column: inout [Double], at target: Int
  ) -> Int {
    let powers = CSVLines.powersOfTen.span
    var column = column.mutableSpan
    var (line, stretch) = (0, 1)
    while line < count {
      // Some lines one by one, then as many as are written like the last of these.
      let end = min(line + stretch, count)
      var shape: NumberShape?
      while line < end {
        guard let (start, length) = extent(buffer, places, line), let number = number(buffer, start, length)
        else { return line }
        // Both are exact doubles, so the division rounds once, to the nearest.
        column[target &+ line] = Double(Int64(truncatingIfNeeded: number.digits)) / powers[number.decimals]
        shape = number.decimals < 8 ? NumberShape(decimals: number.decimals) : nil
        line &+= 1
      }
      if let shape {
        let power = SIMD2(repeating: powers[shape.decimals])
        while line &+ 1 < count, let digits = pair(buffer, places, line, shape) {
          UncheckedBytes.store(NumberShape.doubles(digits) / power, in: &column, at: target &+ line)
          line &+= 2
        }
      }
      stretch = CSVLines.stretch
    }
    return count
  }

  /// How many lines are read one by one where the numbers change their shape.
  private static let stretch = 16

  /// The digits of the numbers in a line and the next; nil unless both are of `shape`.
  @inline(__always)
  private func pair(_ buffer: Span<UInt8>, _ places: Span<Int32>, _ line: Int, _ shape: NumberShape)
    -> SIMD2<UInt64>?
  {
    guard let (first, length) = extent(buffer, places, line),
      let (second, secondLength) = extent(buffer, places, line &+ 1),
      shape.fits(length), shape.fits(secondLength)
    else { return nil }
    return shape.digits(
      UncheckedBytes.word(buffer, first), length, UncheckedBytes.word(buffer, second), secondLength)
  }

  func times(
    _ buffer: Span<UInt8>, _ places: Span<Int32>, _ column: inout [Int64], at target: Int, after first: Int64?
  ) -> Int {
    let units = CSVLines.nanosecondsOfDecimal.span
    var column = column.mutableSpan
    var least = first ?? .min
    // The text of the last field and its comma, as far as they fit eight bytes: rows often share a time.
    var (lastWord, lastMask, lastTime) = (UInt64(1), UInt64.zero, Int64(0))
    for line in 0..<count {
      let word = UncheckedBytes.word(buffer, UncheckedBytes.place(places, field &+ line &* width) &+ 1)
      if (word ^ lastWord) & lastMask == 0, lastMask != 0 {
        column[target &+ line] = lastTime
        continue
      }
      guard let (start, length) = extent(buffer, places, line), let number = number(buffer, start, length),
        number.decimals <= 9
      else { return line }
      let (time, overflow) = Int64(truncatingIfNeeded: number.digits)
        .multipliedReportingOverflow(by: units[number.decimals])
      guard !overflow, time <= TraceTime.latestNanoseconds, time >= least else { return line }
      if first != nil { least = time }
      column[target &+ line] = time
      lastMask = length < 8 && !isLast ? UInt64.max &>> UInt64(56 &- 8 &* length) : 0
      (lastWord, lastTime) = (word, time)
    }
    return count
  }

  func seriesNumbers(
    _ buffer: Span<UInt8>, _ places: Span<Int32>, _ column: inout [Int32], at target: Int
  ) -> Int {
    let largest = UInt64(SeriesTable.largestNumber)
    let shape = NumberShape(decimals: 0)
    var column = column.mutableSpan
    var line = 0
    while line < count {
      if line &+ 1 < count, let digits = pair(buffer, places, line, shape), max(digits.x, digits.y) <= largest
      {
        column[target &+ line] = Int32(truncatingIfNeeded: digits.x)
        column[target &+ line &+ 1] = Int32(truncatingIfNeeded: digits.y)
        line &+= 2
        continue
      }
      // `7.` is a number but no series.
      guard let (start, length) = extent(buffer, places, line), let number = number(buffer, start, length),
        !number.hasPoint, number.digits <= largest
      else { return line }
      column[target &+ line] = Int32(truncatingIfNeeded: number.digits)
      line &+= 1
    }
    return count
  }

  func seriesNames(
    _ buffer: Span<UInt8>, _ places: Span<Int32>, _ column: inout [Int32], at target: Int,
    _ table: inout SeriesTable
  ) -> Int {
    var column = column.mutableSpan
    for line in 0..<count {
      guard let (start, length) = extent(buffer, places, line), length > 0,
        UncheckedBytes.byte(buffer, start) != UInt8(ascii: "\""), !isSpace(buffer, start),
        !isSpace(buffer, start &+ length &- 1),
        case .success(let number) = table.tentativeNumber(of: buffer.extracting(start..<start + length))
      else { return line }
      column[target &+ line] = number
    }
    return count
  }

  private func isSpace(_ buffer: Span<UInt8>, _ position: Int) -> Bool {
    let byte = UncheckedBytes.byte(buffer, position)
    return byte == 0x20 || byte == 0x09
  }
}
