/// Cutting a trace in time.
package enum TraceSlice {
  /// Copies the rows of `path` whose times lie in `range`, in nanoseconds, to a trace of their own.
  ///
  /// Series and values stay what they are; only columns that the kind does not have are left out. Unless rebasing, so do
  /// times, and a rate that a link has from before the range is not carried into it.
  /// - Parameter isRebasing: Whether the range begins at 0 in the new trace, and links begin with the rates that they have
  ///   there; a bandwidth trace is then read from its start.
  /// - Returns: How many rows were written.
  /// - Throws: On a fault in what is read, and when there is no row in the range; then there is no file at `output`.
  package static func copy(
    _ path: String, _ range: Range<Int64>, isRebasing: Bool = false, to output: String
  ) throws(InputError) -> Int {
    var reader = try TraceReader(path: path, fromNanoseconds: range.lowerBound)
    let carriesRates = isRebasing && reader.kind.holds
    if carriesRates { reader = try TraceReader(path: path) }
    var held = HeldRates()
    var rows = Rows(
      writer: try TraceWriter(path: output, kind: reader.kind, note: note(path, range, isRebasing)),
      origin: isRebasing ? range.lowerBound : 0)
    var isEmpty = true
    copying: while let batch = try reader.nextBatch() {
      let names = reader.series
      for row in 0..<batch.count {
        let (time, series) = (batch.timeNanoseconds[row], Int(batch.series[row]))
        if time >= range.upperBound { break copying }
        isEmpty = isEmpty && time < range.lowerBound
        if carriesRates, time <= range.lowerBound {
          held.set(batch.values[row], of: series)
        } else {
          try rows.write(&held, names, at: range.lowerBound)
          try rows.write(batch.values[row], names.name(of: series), at: time)
        }
      }
    }
    guard !isEmpty else { throw noRow(path, range) }
    try rows.write(&held, reader.series, at: range.lowerBound)
    return try rows.finish(after: try lastNotes(path))
  }

  /// The notes at the end of a trace, behind its last rows; with a seek table of ours only these rows are read for them.
  private static func lastNotes(_ path: String) throws(InputError) -> [String] {
    var reader = try TraceReader(path: path, fromNanoseconds: .max)
    while try reader.nextBatch() != nil {}
    return reader.notes
  }

  private static func note(_ path: String, _ range: Range<Int64>, _ isRebasing: Bool) -> String {
    let (first, end) = (TraceTime.seconds(range.lowerBound), TraceTime.seconds(range.upperBound))
    return "rows of \(path.split(separator: "/").last ?? "") from \(first) s to before \(end) s"
      + (isRebasing ? ", shifted to 0" : "")
  }

  private static func noRow(_ path: String, _ range: Range<Int64>) -> InputError {
    let (first, end) = (TraceTime.seconds(range.lowerBound), TraceTime.seconds(range.upperBound))
    return InputError(
      path, found: "no row from \(first) s to before \(end) s", expected: "at least one",
      advice: "See 'offramp trace inspect' for the times it spans")
  }
}

/// The rates that links have at a time.
private struct HeldRates {
  /// By number; nil without a row until then.
  var rates: [Double?] = []

  mutating func set(_ rate: Double, of link: Int) {
    if link >= rates.count { rates.append(contentsOf: repeatElement(nil, count: link + 1 - rates.count)) }
    rates[link] = rate
  }
}

/// The new trace in the making.
private struct Rows: ~Copyable {
  private var writer: TraceWriter
  /// The time that becomes 0.
  private let origin: Int64
  private var count = 0

  init(writer: consuming TraceWriter, origin: Int64) {
    self.writer = writer
    self.origin = origin
  }

  mutating func write(_ value: Double, _ name: String, at time: Int64) throws(InputError) {
    try writer.write(nanoseconds: time - origin, name: name, value: value)
    count += 1
  }

  /// Writes the rates that are held, once.
  mutating func write(_ held: inout HeldRates, _ names: SeriesTable, at time: Int64) throws(InputError) {
    for (link, rate) in held.rates.enumerated() {
      if let rate { try write(rate, names.name(of: link), at: time) }
    }
    held.rates = []
  }

  mutating func finish(after notes: [String]) throws(InputError) -> Int {
    try writer.finish(after: notes)
    return count
  }
}
