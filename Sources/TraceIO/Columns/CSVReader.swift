/// A CSV file read row by row, its columns found by name and its fields parsed from bytes.
///
/// Every error names the file and the line; the header is line 1. Rows are visited with ``nextRow()``; the
/// accessors then parse one field of the current row and allocate nothing but the text that is asked for.
package struct CSVReader: ~Copyable {
  /// The names in the header, in file order, spaces around them removed.
  package let header: [String]
  private var scanner: CSVScanner

  /// Opens a file and reads its header.
  package init(path: String) throws(InputError) {
    try self.init(FrameMap(path: path))
  }

  /// Opens the file of `map` and reads its header.
  ///
  /// - Parameter threads: As for ``ContentReader``.
  init(_ map: FrameMap, threads: Int? = nil) throws(InputError) {
    var scanner = CSVScanner(try ContentReader(map, threads: threads))
    self.init(header: try CSVReader.readHeader(&scanner), scanner: scanner)
  }

  /// Opens the file of `map` at one of its parts, whose rows are those of `header`.
  ///
  /// - Parameter threads: As for ``ContentReader``.
  init(_ map: FrameMap, header: [String], from part: Int, threads: Int? = nil) throws(InputError) {
    self.init(header: header, scanner: CSVScanner(try ContentReader(map, from: part, threads: threads)))
  }

  private init(header: [String], scanner: consuming CSVScanner) {
    self.header = header
    self.scanner = scanner
  }

  /// The file's path.
  package var path: String { scanner.path }
  /// The line the current row begins on.
  package var line: Int { scanner.line }
  /// The place of the current row.
  var place: InputError.Place { scanner.place(line) }
  /// The notes that the file holds in skippable zstd frames, as far as they have been met.
  package var notes: [String] { scanner.notes }

  /// The place in the header of each of `names`; columns may come in any order, and others are skipped.
  ///
  /// - Throws: When one is missing or occurs twice.
  package func columns(_ names: [String]) throws(InputError) -> [Int] {
    var columns: [Int] = []
    for name in names {
      guard let column = header.firstIndex(of: name) else { throw missing(name, of: names) }
      guard header.lastIndex(of: name) == column else {
        throw InputError(path, .line(1), found: "two columns named \(name)", expected: "one")
      }
      columns.append(column)
    }
    return columns
  }

  /// Moves to the next row; false at the end, and ever after.
  ///
  /// - Throws: When the row has more or fewer fields than the header.
  package mutating func nextRow() throws(InputError) -> Bool {
    guard try scanner.next() else { return false }
    guard scanner.fieldStarts.count == header.count else {
      throw InputError(
        path, place, found: counted(scanner.fieldStarts.count, "field"),
        expected: "\(header.count), as in the header")
    }
    return true
  }

  /// Parses the plain rows that follow, as far as they are decoded and there is room for them.
  mutating func parseRows(
    _ kernel: inout CSVKernel, into batch: inout CSVBatch, _ tables: inout [SeriesTable]
  ) {
    scanner.parseRows(&kernel, into: &batch, &tables)
  }

  private static func readHeader(_ scanner: inout CSVScanner) throws(InputError) -> [String] {
    guard try scanner.next() else {
      throw InputError(
        scanner.path, .line(1), found: "no header", expected: "a line with the names of the columns")
    }
    var names: [String] = []
    for field in scanner.fieldStarts.indices {
      let bytes = scanner.buffer[scanner.fieldStarts[field]..<scanner.fieldEnds[field]]
      names.append(trimmed(String(decoding: bytes, as: UTF8.self)))
    }
    return names
  }

  private static func trimmed(_ text: String) -> String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }

  private func missing(_ name: String, of names: [String]) -> InputError {
    let near = header.first { $0.lowercased() == name.lowercased() }
    return InputError(
      path, .line(1), found: "the columns \(shown(header.joined(separator: ",")))",
      expected: "a column \(name) (needed: \(names.joined(separator: ",")))",
      advice: near.map { "Rename \($0) to \(name)" }
        ?? "Check that this is the right file, or rename a column")
  }
}

// Fields of the current row.
extension CSVReader {
  /// The current row's time in `column`: decimal seconds as nanoseconds.
  ///
  /// - Throws: When it is no number, negative, or beyond ``TraceTime/latestNanoseconds``.
  package func time(_ column: Int) throws(InputError) -> Int64 {
    let range = field(column)
    let bytes = scanner.buffer.span.extracting(range)
    guard let nanoseconds = TraceTime.nanoseconds(bytes) else { throw notNumber(column, "a time in seconds") }
    guard nanoseconds >= 0 else {
      throw fault(column, expected: "0 or later", advice: "Count the seconds from the beginning of the trace")
    }
    guard nanoseconds <= TraceTime.latestNanoseconds else {
      throw fault(
        column, expected: "at most 2^53 ns (\(TraceTime.seconds(TraceTime.latestNanoseconds)) s)",
        advice: "Count the seconds from the beginning of the trace")
    }
    return nanoseconds
  }

  /// The current row's number in `column`, correctly rounded.
  ///
  /// - Throws: When it is no number or not finite.
  package func number(_ column: Int) throws(InputError) -> Double {
    let range = field(column)
    guard let number = DecimalNumber.double(scanner.buffer.span.extracting(range)) else {
      throw notNumber(column, "a number")
    }
    guard number.isFinite else { throw fault(column, expected: "a number that fits a double") }
    return number + 0  // −0 becomes 0
  }

  /// The current row's number in `column`, which must not be negative.
  ///
  /// - Throws: When it is no number, not finite, or negative.
  package func amount(_ column: Int) throws(InputError) -> Double {
    let number = try number(column)
    guard number >= 0 else { throw fault(column, expected: "0 or more", advice: "Correct or drop the row") }
    return number
  }

  /// The current row's text in `column`, without spaces around it.
  package func text(_ column: Int) -> String {
    DecimalNumber.text(scanner.buffer.span.extracting(field(column)))
  }

  /// Whether the current row's field in `column` is exactly `text`.
  package func holds(_ text: StaticString, in column: Int) -> Bool {
    let range = field(column)
    guard range.count == text.utf8CodeUnitCount else { return false }
    return scanner.buffer[range].elementsEqual("\(text)".utf8)
  }

  /// The current row's series in `column`, as its number in `series`.
  package func series(_ column: Int, in series: inout SeriesTable) throws(InputError) -> Int32 {
    let range = field(column)
    let known = series.number(of: scanner.buffer.span.extracting(range))
    switch known {
    case .success(let number): return number
    case .failure(let problem): throw fault(column, expected: problem.expected, advice: problem.advice)
    }
  }

  /// An error about the current row's field in `column`.
  package func fault(_ column: Int, expected: String, advice: String = "") -> InputError {
    let text = text(column)
    let found = text.isEmpty ? "nothing" : "'\(shown(text))'"
    return InputError(
      path, place, found: "\(found) in column \(header[column])", expected: expected, advice: advice)
  }

  private func notNumber(_ column: Int, _ expected: String) -> InputError {
    switch text(column).lowercased() {
    case "": fault(column, expected: expected, advice: "Fill in the field or drop the row")
    case "nan", "-nan", "inf", "+inf", "-inf", "infinity", "-infinity":
      fault(column, expected: "a finite number", advice: "Drop the row, or write 0 for nothing")
    default: fault(column, expected: expected)
    }
  }

  /// The bytes of a field, without spaces around them.
  private func field(_ column: Int) -> Range<Int> {
    var (first, end) = (scanner.fieldStarts[column], scanner.fieldEnds[column])
    while first < end, isSpace(scanner.buffer[first]) { first += 1 }
    while first < end, isSpace(scanner.buffer[end - 1]) { end -= 1 }
    return first..<end
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
