/// Counts of delays to three significant digits, in bounded memory, whatever the order in which they come.
///
/// Exact up to 2048 ns; from there on every octave is cut into 1024 equal cells, so a value read back is off by less
/// than 0.1 %. This is the layout of an HDR histogram (Tene, *HdrHistogram*): a cell is a few bits of the number. Only
/// the cells that were touched are added up and cleared, so that one serves as well for every slot as for the run.
package struct DelayHistogram: Sendable {
  /// No delays.
  package init() {}

  private var counts: [Int] = []
  /// The cells that may hold something.
  private var touched = 0..<0
  /// How many delays were recorded.
  package private(set) var total = 0
  /// The largest delay recorded, in ns.
  package private(set) var maximum: Int64 = 0

  /// log₂ of the number of cells of an octave.
  private static let bits = 10

  /// Records a delay in ns.
  ///
  /// - Precondition: It is not negative.
  package mutating func record(_ nanoseconds: Int64) {
    let cell = Self.cell(of: nanoseconds)
    if cell >= counts.count { counts += [Int](repeating: 0, count: cell + 1 + 1 << Self.bits - counts.count) }
    counts[cell] += 1
    total += 1
    maximum = max(maximum, nanoseconds)
    if !touched.contains(cell) { touch(cell..<(cell + 1)) }
  }

  /// Adds everything that `other` holds.
  package mutating func add(_ other: DelayHistogram) {
    guard other.total > 0 else { return }
    let missing = other.touched.upperBound - counts.count
    if missing > 0 { counts += [Int](repeating: 0, count: missing) }
    for cell in other.touched { counts[cell] += other.counts[cell] }
    total += other.total
    maximum = max(maximum, other.maximum)
    touch(other.touched)
  }

  /// Forgets everything but the memory.
  package mutating func clear() {
    for cell in touched { counts[cell] = 0 }
    (touched, total, maximum) = (0..<0, 0, 0)
  }

  /// The delay in ns that `percent` of the recorded ones do not exceed, by nearest rank; nil without any.
  package func nanoseconds(percentile percent: Double) -> Int64? {
    guard total > 0 else { return nil }
    var left = max(1, Int((percent * Double(total) / 100).rounded(.up)))
    for cell in touched {
      left -= counts[cell]
      if left <= 0 { return min(maximum, Self.largest(in: cell)) }
    }
    return maximum
  }

  private mutating func touch(_ cells: Range<Int>) {
    touched =
      touched.isEmpty
      ? cells : min(touched.lowerBound, cells.lowerBound)..<max(touched.upperBound, cells.upperBound)
  }

  /// The number of octaves beyond the first 2048 ns, in which `nanoseconds` lies, times 1024, plus its leading bits.
  private static func cell(of nanoseconds: Int64) -> Int {
    precondition(nanoseconds >= 0, "a delay of \(nanoseconds) ns")
    let octave = max(0, Int64.bitWidth - (bits + 1) - nanoseconds.leadingZeroBitCount)
    return octave << bits + Int(nanoseconds >> Int64(octave))
  }

  /// The largest delay of a cell.
  private static func largest(in cell: Int) -> Int64 {
    let octave = max(0, cell >> bits - 1)
    return (Int64(cell - octave << bits) + 1) << Int64(octave) - 1
  }
}

extension DelayHistogram: Codable {
  /// A histogram without the cells that nothing touched.
  private struct Touched: Codable {
    let first: Int
    let counts: [Int]
    let total: Int
    let maximum: Int64
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      Touched(first: touched.lowerBound, counts: Array(counts[touched]), total: total, maximum: maximum))
  }

  package init(from decoder: any Decoder) throws {
    let stored = try decoder.singleValueContainer().decode(Touched.self)
    guard (0...Self.cell(of: .max)).contains(stored.first) else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "cell \(stored.first)"))
    }
    counts = [Int](repeating: 0, count: stored.first) + stored.counts
    touched = stored.first..<counts.count
    (total, maximum) = (stored.total, stored.maximum)
  }
}
