/// A text file read line by line, for formats that are no CSV with a header.
///
/// Lines end in LF or CRLF, the last one may lack its end. Every error names the file and the line.
struct LineReader: ~Copyable {
  /// The longest line, in bytes.
  static let longestLine = 1 << 20

  /// The bytes of the current line, without its end.
  private(set) var bytes: [UInt8] = []
  /// The number of the current line, from 1.
  private(set) var line = 0

  private var decoder: ZstdDecoder
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var start = 0
  private var end = 0

  init(path: String) throws(InputError) { decoder = try ZstdDecoder(path: path) }

  /// The file's path.
  var path: String { decoder.path }

  /// The current line as text; what is no UTF-8 becomes replacement characters.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Moves to the next line; false at the end, and ever after.
  mutating func next() throws(InputError) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    line += 1
    while true {
      if start == end {
        (start, end) = (0, try decoder.decode(into: &buffer))
        if end == 0 { return !bytes.isEmpty }
      }
      let found = buffer[start..<end].firstIndex(of: UInt8(ascii: "\n"))
      bytes += buffer[start..<(found ?? end)]
      start = found.map { $0 + 1 } ?? end
      guard bytes.count <= LineReader.longestLine else { throw tooLong() }
      if found != nil {
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return true
      }
    }
  }

  /// The fields of the current line between separators.
  func fields(separatedBy separator: Unicode.Scalar) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
  }

  /// The finite number that a field holds.
  func number(_ field: ArraySlice<UInt8>, expected: String) throws(InputError) -> Double {
    let copy = Array(field)
    guard let number = DecimalNumber.double(copy.span), number.isFinite else {
      throw fault(field, expected: expected)
    }
    return number + 0  // −0 becomes 0
  }

  /// The finite number that a field holds, times `factor`; it must not be negative.
  func amount(_ field: ArraySlice<UInt8>, times factor: Double = 1, expected: String) throws(InputError)
    -> Double
  {
    let amount = try number(field, expected: expected) * factor
    guard amount >= 0 else { throw fault(field, expected: "\(expected), 0 or more") }
    guard amount.isFinite else { throw fault(field, expected: "\(expected) that fits a double") }
    return amount
  }

  /// The time in decimal seconds that a field holds, in nanoseconds.
  func seconds(_ field: ArraySlice<UInt8>, expected: String) throws(InputError) -> Int64 {
    let copy = Array(field)
    guard let time = TraceTime.nanoseconds(copy.span), 0...TraceTime.latestNanoseconds ~= time else {
      throw fault(field, expected: expected)
    }
    return time
  }

  /// An error about a part of the current line.
  func fault(_ found: ArraySlice<UInt8>, expected: String, advice: String = "") -> InputError {
    let text = String(decoding: found.prefix(256), as: UTF8.self)
    return InputError(
      path, .line(line), found: text.isEmpty ? "nothing" : "'\(shown(text))'", expected: expected,
      advice: advice)
  }

  private func tooLong() -> InputError {
    InputError(
      path, .line(line), found: "a line longer than 1 MiB", expected: "a line per row",
      advice: "Check that this is the right file")
  }
}
