/// Splits decoded bytes into records and fields, one record at a time, without copying.
///
/// Lines end in LF or CRLF, the last one may lack its end; empty lines are stepped over; a UTF-8 byte order mark
/// is dropped. A field may be quoted, with `""` for a quote, and may then hold commas and line ends.
struct CSVScanner: ~Copyable {
  /// The longest record, in bytes.
  static let longestRecord = 1 << 20

  /// Decoded bytes; the fields of the current record lie in it.
  private(set) var buffer = [UInt8](repeating: 0, count: (1 << 18) + CSVKernel.slack)
  /// Index in ``buffer`` of the first byte of each field of the current record.
  private(set) var fieldStarts: [Int] = []
  /// Index in ``buffer`` after the last byte of each field.
  private(set) var fieldEnds: [Int] = []
  /// The line the current record begins on, from 1.
  private(set) var line = 0

  private var content: ContentReader
  private var start = 0
  private var end = 0
  private var nextLine = 1

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Where in the file the content begins, when that is not at its first byte.
  private let firstByte: Int?

  init(_ content: consuming ContentReader) {
    firstByte = content.firstByte
    self.content = content
  }

  /// The place of a line in the file.
  func place(_ line: Int) -> InputError.Place {
    if let firstByte { .lineFrom(byte: firstByte, line: line) } else { .line(line) }
  }

  /// The file's path.
  var path: String { content.path }
  /// The notes met so far in the file.
  var notes: [String] { content.notes }

  /// Moves to the next record that is not an empty line; false at the end, and ever after.
  mutating func next() throws(InputError) -> Bool {
    while true {
      guard let recordEnd = splitRecord() else {
        if content.isAtEnd, start == end { return false }
        try readMore()
        continue
      }
      line = nextLine
      let isEmpty = fieldStarts.count == 1 && fieldStarts[0] == fieldEnds[0]
      guard recordEnd - start <= CSVScanner.longestRecord else { throw tooLong() }
      start = min(recordEnd + 1, end)
      nextLine += 1
      if !isEmpty {
        if hasQuotes { try unquoteFields() }
        return true
      }
    }
  }

  private var hasQuotes = false

  /// Finds the fields of the record at `start`.
  ///
  /// - Returns: The index of its line end, or `end` for the last one; nil when the buffer ends before it does.
  private mutating func splitRecord() -> Int? {
    fieldStarts.removeAll(keepingCapacity: true)
    fieldEnds.removeAll(keepingCapacity: true)
    hasQuotes = false
    var fieldStart = start
    var index = start
    while index < end {
      let byte = buffer[index]
      if byte == CSVScanner.newline {
        closeField(fieldStart, index)
        return index
      }
      if byte == CSVScanner.comma {
        fieldStarts.append(fieldStart)
        fieldEnds.append(index)
        fieldStart = index + 1
      } else if byte == CSVScanner.quote, index == fieldStart {
        hasQuotes = true
        index = closingQuote(after: index)
      }
      index += 1
    }
    guard content.isAtEnd, start < end else { return nil }
    closeField(fieldStart, end)
    return end
  }

  /// Closes the last field of a record, leaving out the CR of a CRLF.
  private mutating func closeField(_ fieldStart: Int, _ lineEnd: Int) {
    let hasReturn = lineEnd > fieldStart && buffer[lineEnd - 1] == CSVScanner.carriageReturn
    fieldStarts.append(fieldStart)
    fieldEnds.append(hasReturn ? lineEnd - 1 : lineEnd)
  }

  /// The index of the quote that ends the field whose opening quote is at `index`; `end` when it is not there.
  private func closingQuote(after index: Int) -> Int {
    var index = index + 1
    while index < end {
      if buffer[index] == CSVScanner.quote {
        guard index + 1 < end, buffer[index + 1] == CSVScanner.quote else { return index }
        index += 1
      }
      index += 1
    }
    return end
  }

  /// Decodes on behind the unfinished record, in a larger buffer if need be.
  private mutating func readMore() throws(InputError) {
    let isFirst = nextLine == 1 && start == end
    guard end - start <= CSVScanner.longestRecord else { throw tooLong() }
    let unread = try content.refill(&buffer, keeping: start..<end)
    (start, end) = (unread.lowerBound, unread.upperBound)
    if isFirst, buffer[unread].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
  }

  private func tooLong() -> InputError {
    InputError(
      path, place(nextLine), found: "a line longer than 1 MiB", expected: "a line per row",
      advice: "Look for a missing line end or an unclosed quote")
  }
}

// Plain rows.
extension CSVScanner {
  /// Parses plain rows with `kernel`, as far as the buffer and the batch go; ``next()`` goes on behind them.
  mutating func parseRows(
    _ kernel: inout CSVKernel, into batch: inout CSVBatch, _ tables: inout [SeriesTable]
  ) {
    let before = batch.count
    start = kernel.parse(buffer, start, end, into: &batch, &tables)
    nextLine += batch.count - before
  }
}

// Quotes.
extension CSVScanner {
  /// Takes the quotes off quoted fields, in place, and counts the line ends inside them.
  private mutating func unquoteFields() throws(InputError) {
    for field in fieldStarts.indices where isQuoted(field) {
      nextLine += buffer[fieldStarts[field]..<fieldEnds[field]].count { $0 == CSVScanner.newline }
      try unquote(field)
    }
  }

  private mutating func unquote(_ field: Int) throws(InputError) {
    var target = fieldStarts[field]
    var isOpen = true
    for index in fieldStarts[field] + 1..<fieldEnds[field] {
      let byte = buffer[index]
      if byte == CSVScanner.quote, isOpen {
        isOpen = false
      } else if byte == CSVScanner.quote || isOpen {
        buffer[target] = byte
        target += 1
        isOpen = true
      } else {
        throw misquoted("text after a closing quote")
      }
    }
    if isOpen { throw misquoted("a quote that is not closed") }
    fieldEnds[field] = target
  }

  private func isQuoted(_ field: Int) -> Bool {
    fieldStarts[field] < fieldEnds[field] && buffer[fieldStarts[field]] == CSVScanner.quote
  }

  private func misquoted(_ found: String) -> InputError {
    InputError(path, place(line), found: found, expected: "fields like 1.5 or \"1.5\"")
  }
}
