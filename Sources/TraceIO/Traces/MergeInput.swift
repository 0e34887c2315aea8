/// One of the traces of a merge, at one of its rows.
///
/// A class because it owns an open file.
final class MergeInput {
  /// The file.
  let path: String
  /// Its place among the traces of the merge.
  let file: Int
  /// Its kind.
  let kind: TraceKind
  /// Whether its series are written as names.
  private(set) var hasNames = false
  /// What is added to its numbers.
  var offset = 0
  /// Whether no row is left.
  private(set) var isAtEnd = false

  private var reader: TraceReader
  private var batch = TraceBatch()
  private var place = 0
  /// The rows before the batch.
  private var rowsBefore = 0
  private var names: [String] = []

  /// Opens trace number `file`, of one of `kinds`, at its first row.
  init(_ path: String, file: Int, of kinds: [TraceKind]) throws(InputError) {
    self.path = path
    self.file = file
    let reader = try TraceReader(path: path, of: kinds, decodeThreads: 0)
    kind = reader.kind
    self.reader = reader
    try fill()
    hasNames = !names.isEmpty
  }

  /// The notes met so far.
  var notes: [String] { reader.notes }
  /// The current row; there must be one.
  var row: (time: Int64, series: Int, value: Double) {
    (batch.timeNanoseconds[place], Int(batch.series[place]), batch.values[place])
  }
  /// The name of the current row's series; nil where it is a number.
  var name: String? { hasNames ? names[row.series] : nil }

  /// Moves to the next row.
  func advance() throws(InputError) {
    place += 1
    if place == batch.count { try fill() }
  }

  /// The line of the current row.
  func line() throws(InputError) -> InputError.Place {
    try TraceReader.place(ofRow: rowsBefore + place, in: path)
  }

  private func fill() throws(InputError) {
    rowsBefore += batch.count
    place = 0
    guard let next = try reader.nextBatch() else {
      isAtEnd = true
      return
    }
    batch = next
    names = reader.series.names
  }
}
