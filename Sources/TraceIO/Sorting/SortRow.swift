/// A row on its way through the sorter, ordered by time, then series.
struct SortRow {
  /// Nanoseconds on any clock.
  var time: Int64
  /// Number of the source or link.
  var series: Int32
  /// Tasks or bit/s.
  var value: Double

  /// How many bytes a stored row takes.
  static let storedSize = 20

  /// Whether this row belongs before `other`; false for rows at the same time of the same series.
  func precedes(_ other: SortRow) -> Bool {
    time != other.time ? time < other.time : series < other.series
  }

  /// Whether both rows speak of the same time and series.
  func coincides(with other: SortRow) -> Bool { time == other.time && series == other.series }
}

// The form in which rows wait in a temporary file, little-endian.
extension SortRow {
  /// Appends the stored form.
  func append(to bytes: inout [UInt8]) {
    SortRow.append(UInt64(bitPattern: time), 8, to: &bytes)
    SortRow.append(UInt64(UInt32(bitPattern: series)), 4, to: &bytes)
    SortRow.append(value.bitPattern, 8, to: &bytes)
  }

  /// The row stored from `index` on; ``storedSize`` bytes must be there.
  init(stored bytes: [UInt8], at index: Int) {
    time = Int64(bitPattern: SortRow.word(bytes, index, 8))
    series = Int32(bitPattern: UInt32(truncatingIfNeeded: SortRow.word(bytes, index + 8, 4)))
    value = Double(bitPattern: SortRow.word(bytes, index + 12, 8))
  }

  /// A row of its parts.
  init(_ time: Int64, _ series: Int32, _ value: Double) {
    (self.time, self.series, self.value) = (time, series, value)
  }

  private static func append(_ word: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * place))) }
  }

  private static func word(_ bytes: [UInt8], _ index: Int, _ count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[index + $1]) << (8 * $1) }
  }
}
