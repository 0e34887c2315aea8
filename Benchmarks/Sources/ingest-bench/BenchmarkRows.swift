/// The benchmark's table: 2,000 cells, one row each per second, in the order of time, from a fixed seed.
///
/// Arrivals have one decimal, bandwidths three. They move as real ones do, a little from second to second, so that
/// zstd finds what it finds in traces: much in the times and cells, little in the values.
struct BenchmarkRows {
  /// Cells per second.
  static let cells = 2000

  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var arrivals: [Int]
  private var bandwidth: [Int]
  private var text: [UInt8] = []

  init() {
    arrivals = []
    bandwidth = []
    for _ in 0..<BenchmarkRows.cells {
      arrivals.append(random(below: 1000))
      bandwidth.append(1000 + random(below: 400_000))
    }
  }

  /// Prints a header and `rows` rows.
  mutating func write(rows: Int) {
    text.append(contentsOf: "t_s,cell_id,arrivals,bandwidth_mbps\n".utf8)
    for row in 0..<rows {
      let (second, cell) = row.quotientAndRemainder(dividingBy: BenchmarkRows.cells)
      arrivals[cell] = min(max(arrivals[cell] + random(below: 41) - 20, 0), 999)
      bandwidth[cell] = min(max(bandwidth[cell] + random(below: 4001) - 2000, 0), 999_999)
      append(second)
      text.append(UInt8(ascii: ","))
      append(cell)
      text.append(UInt8(ascii: ","))
      append(arrivals[cell], decimals: 1)
      text.append(UInt8(ascii: ","))
      append(bandwidth[cell], decimals: 3)
      text.append(UInt8(ascii: "\n"))
      if text.count > 1 << 16 { flush() }
    }
    flush()
  }

  private mutating func flush() {
    writeAll(text, to: 1)
    text.removeAll(keepingCapacity: true)
  }

  /// A number in units of the last of its `decimals`.
  private mutating func append(_ number: Int, decimals: Int = 0) {
    var unit = 1
    for _ in 0..<decimals { unit *= 10 }
    var place = unit
    while place * 10 <= number { place *= 10 }
    while place > 0 {
      text.append(UInt8(ascii: "0") + UInt8(number / place % 10))
      if place == unit, decimals > 0 { text.append(UInt8(ascii: ".")) }
      place /= 10
    }
  }

  /// A number from 0 (xorshift64*: Vigna, *An experimental exploration of Marsaglia's xorshift generators*, 2016).
  private mutating func random(below bound: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D).multipliedFullWidth(by: UInt64(bound)).high)
  }
}
