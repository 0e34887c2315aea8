/// Writes a canonical trace row by row.
package struct TraceWriter: ~Copyable {
  private var file: ZstdFileWriter
  private let hasValues: Bool
  private let note: String?
  private var text: [UInt8] = []

  /// Starts a trace with its header.
  ///
  /// - Parameters:
  ///   - path: Where to write; compressed when it ends in `.zst`.
  ///   - kind: Which columns to write.
  ///   - note: Where the trace comes from, kept in a skippable zstd frame that other readers step over. It
  ///     comes last, because polars tells zstd by the first bytes of a file and knows no skippable frame there.
  package init(path: String, kind: TraceKind, note: String? = nil) throws(InputError) {
    var file = try ZstdFileWriter(path: path, level: TraceWriter.level)
    try file.write(kind.columns.joined(separator: ",") + "\n")
    self.init(file: file, hasValues: kind != .arrivalEvents, note: note)
  }

  private init(file: consuming ZstdFileWriter, hasValues: Bool, note: String?) {
    self.file = file
    self.hasValues = hasValues
    self.note = note
  }

  /// Traces are written once and read often, so they are compressed harder than logs.
  private static let level = 12

  /// Appends a row; the caller keeps the order of time.
  ///
  /// - Parameter value: Tasks or bit/s; not written in a trace of events.
  package mutating func write(nanoseconds: Int64, series: Int, value: Double = 1) throws(InputError) {
    try beginRow(nanoseconds)
    TraceTime.appendDigits(UInt64(series), to: &text)
    try endRow(value)
  }

  /// Appends a row of a series that may have a name; otherwise as ``write(nanoseconds:series:value:)``.
  package mutating func write(nanoseconds: Int64, name: String, value: Double = 1) throws(InputError) {
    try beginRow(nanoseconds)
    let needsQuotes = name.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    if needsQuotes {
      text.append(
        contentsOf:
          "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
          .utf8)
    } else {
      text.append(contentsOf: name.utf8)
    }
    try endRow(value)
  }

  private mutating func beginRow(_ nanoseconds: Int64) throws(InputError) {
    guard nanoseconds <= TraceTime.latestNanoseconds else {
      throw InputError(
        file.path, found: "a time of \(TraceTime.seconds(nanoseconds)) s to write",
        expected: "at most 2^53 ns",
        advice: "Split the input into parts")
    }
    text.removeAll(keepingCapacity: true)
    TraceTime.appendSeconds(nanoseconds, to: &text)
    if nanoseconds.isMultiple(of: TraceTime.nanosecondsPerSecond) {
      text.append(contentsOf: TraceWriter.noDecimals)
    }
    text.append(UInt8(ascii: ","))
  }

  private mutating func endRow(_ value: Double) throws(InputError) {
    if hasValues {
      text.append(UInt8(ascii: ","))
      appendNumber(value)
    }
    text.append(UInt8(ascii: "\n"))
    try file.write(text)
  }

  /// Completes the file and gives it its name.
  package mutating func finish() throws(InputError) {
    if let note { try file.writeNote(note) }
    try file.finish()
  }

  /// What follows a whole number, so that readers that infer a column's type from its first rows take it for one of
  /// numbers with decimals.
  private static let noDecimals = Array(".0".utf8)

  /// The shortest text with a point or an exponent that reads back to the same double.
  private mutating func appendNumber(_ value: Double) {
    if value >= 0, value < 0x1p53, value == value.rounded(.towardZero) {
      TraceTime.appendDigits(UInt64(value), to: &text)
      text.append(contentsOf: TraceWriter.noDecimals)
    } else {
      text.append(contentsOf: value.description.utf8)
    }
  }
}
