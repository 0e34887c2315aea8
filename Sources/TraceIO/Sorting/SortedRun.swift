/// Sorted rows that wait for the merge, in a temporary file that has no name any more or in memory.
///
/// A class because it owns an open file. The file's name is removed as soon as it is open for reading, so that
/// nothing is left behind however the process ends.
final class SortedRun {
  /// The next row; nil when none is left.
  private(set) var head: SortRow?

  private let file: PosixFile?
  private var bytes: [UInt8]
  private var start = 0
  private var end = 0
  private var rows: ArraySlice<SortRow> = []

  /// Bytes read at once: a whole number of rows.
  private static let windowSize = SortRow.storedSize << 11

  /// A run that stays in memory.
  init(_ rows: [SortRow]) {
    file = nil
    bytes = []
    self.rows = rows[...]
    head = self.rows.popFirst()
  }

  private init(reading file: consuming PosixFile) throws(InputError) {
    self.file = .some(file)
    bytes = [UInt8](repeating: 0, count: SortedRun.windowSize)
    try advance()
  }

  /// Moves to the next row.
  func advance() throws(InputError) {
    guard file != nil else {
      head = rows.popFirst()
      return
    }
    if start == end { try fill() }
    if end == 0 {
      head = nil
    } else {
      head = SortRow(stored: bytes, at: start)
      start += SortRow.storedSize
    }
  }

  /// Reads the next window; a system may hand it out in pieces.
  private func fill() throws(InputError) {
    (start, end) = (0, 0)
    while end < bytes.count {
      let count = try file?.read(into: &bytes, from: end) ?? 0
      if count == 0 { break }
      end += count
    }
    end -= end % SortRow.storedSize
  }
}

extension SortedRun {
  /// Stores the rows that `next` hands out, until it hands out nil, and opens them for reading.
  ///
  /// - Parameter path: A name for the short time in which the file needs one.
  static func storing(
    at path: String, _ next: () throws(InputError) -> SortRow?
  ) throws(InputError) -> SortedRun {
    defer { PosixFile.remove(path) }
    try store(at: path, next)
    return try SortedRun(reading: PosixFile.reading(path))
  }

  private static func store(
    at path: String, _ next: () throws(InputError) -> SortRow?
  ) throws(InputError) {
    let file = try PosixFile.creating(path, for: path)
    var pending: [UInt8] = []
    while let row = try next() {
      row.append(to: &pending)
      if pending.count >= windowSize {
        try file.write(pending)
        pending.removeAll(keepingCapacity: true)
      }
    }
    try file.write(pending)
  }

  /// Takes the first of all heads; of equal ones, that of the earliest run.
  ///
  /// Linear in the number of runs, of which the sorter keeps few.
  static func popFirst(_ runs: [SortedRun]) throws(InputError) -> SortRow? {
    var first: SortRow?
    var owner: SortedRun?
    for run in runs {
      guard let head = run.head else { continue }
      if first.map(head.precedes) ?? true { (first, owner) = (head, run) }
    }
    try owner?.advance()
    return first
  }
}
