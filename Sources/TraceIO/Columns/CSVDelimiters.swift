/// The commas and line ends of some lines, found 64 bytes at a time.
struct CSVDelimiters: Sendable {
  /// Index in the buffer of each delimiter, with that of the byte in front of the first line as number 0: field n of
  /// the lines, counted through, lies between `places[n]` and `places[n + 1]`.
  private(set) var places: [Int32]

  private let fields: Int
  /// The most lines that there is room for.
  let mostLines: Int

  /// So many fit the first-level cache along with the bytes between them.
  private static let fewest = 4096
  /// Room behind the last place, for the delimiters of a block and a group.
  private static let slack = 64 + group
  /// Places are written in groups of this many, whether there are that many or not.
  private static let group = 8

  /// Room for lines of `fields` fields, at least for one.
  init(fields: Int) {
    self.fields = fields
    mostLines = max(CSVDelimiters.fewest / max(fields, 1), 1)
    places = [Int32](repeating: 0, count: 1 + mostLines * fields + CSVDelimiters.slack)
  }

  /// Finds the delimiters of up to `most` lines in `range`, taking it that each line has the same number of fields.
  ///
  /// - Returns: How many lines there are; whether they end in line ends is not looked at.
  mutating func find(_ buffer: Span<UInt8>, _ range: Range<Int>, lines most: Int) -> Int {
    let wanted = min(most, mostLines) * fields
    var places = places.mutableSpan
    places[0] = Int32(truncatingIfNeeded: range.lowerBound &- 1)
    var count = 0
    var position = range.lowerBound
    while position < range.upperBound, count < wanted {
      var found = UncheckedBytes.delimiters(buffer, position)
      let next = count &+ found.nonzeroBitCount
      // More groups than one are rare enough to be foreseen; what is written too much is written over.
      repeat {
        for place in 1...CSVDelimiters.group {
          places[count &+ place] = Int32(truncatingIfNeeded: position &+ found.trailingZeroBitCount)
          found &= found &- 1
        }
        count &+= CSVDelimiters.group
      } while count < next
      count = next
      position &+= 64
    }
    while count > 0, Int(places[count]) >= range.upperBound { count -= 1 }
    return min(count, wanted) / max(fields, 1)
  }

  /// Index in the buffer behind the first `count` of the lines found.
  func end(ofLines count: Int) -> Int { Int(places[count * fields]) + 1 }
}
