internal import Glibc

/// Sums of each cell over windows of 10 s, one window in memory at a time.
struct CellWindows {
  /// How long a window is.
  static let nanoseconds: Int64 = 10_000_000_000

  /// Rows added.
  private(set) var rows = 0

  private var window: Int64 = -1
  /// Rows, arrivals and bandwidth of each cell.
  private var sums: [SIMD4<Double>] = []
  private var descriptor: Int32 = -1

  /// Sums that go to a file, as records of five doubles: window, cell, rows, arrivals, bandwidth.
  init(path: String?) {
    guard let path else { return }
    // Safe: the path outlives the call.
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    precondition(descriptor >= 0, "\(path) cannot be written")
  }

  /// Adds the rows of a batch; `arrivals` and `bandwidth` say where in `numbers` they lie.
  mutating func add(
    count: Int, times: [Int64], cells: [Int32], numbers: [Double], arrivals: Range<Int>, bandwidth: Range<Int>
  ) {
    rows += count
    let arrivals = numbers.span.extracting(arrivals)
    let bandwidth = numbers.span.extracting(bandwidth)
    var first = 0
    while first < count {
      // Times never fall, so a window is a run of rows.
      let window = times[first] / CellWindows.nanoseconds
      if window != self.window { flush() }
      self.window = window
      let end = (window + 1) * CellWindows.nanoseconds
      var next = count
      if times[count - 1] >= end {
        next = first
        while times[next] < end { next += 1 }
      }
      let rows = first..<next
      add(cells.span.extracting(rows), arrivals.extracting(rows), bandwidth.extracting(rows))
      first = next
    }
  }

  private mutating func add(_ cells: Span<Int32>, _ arrivals: Span<Double>, _ bandwidth: Span<Double>) {
    var largest: Int32 = -1
    for row in cells.indices { largest = max(largest, cells[row]) }
    grow(to: Int(largest) + 1)
    var sums = sums.mutableSpan
    for row in cells.indices {
      sums[Int(cells[row])] += SIMD4(1, arrivals[row], bandwidth[row], 0)
    }
  }

  /// Writes the last window.
  mutating func finish() { flush() }

  private mutating func grow(to count: Int) {
    guard count > sums.count else { return }
    sums.append(contentsOf: repeatElement(.zero, count: count - sums.count))
  }

  private mutating func flush() {
    if descriptor >= 0, window >= 0 {
      var record: [Double] = []
      for cell in sums.indices where sums[cell].x > 0 {
        record += [Double(window), Double(cell), sums[cell].x, sums[cell].y, sums[cell].z]
      }
      // Safe: bytes of doubles, read only within the call.
      unsafe record.withUnsafeBytes { writeAll(unsafe Array($0), to: descriptor) }
    }
    for cell in sums.indices { sums[cell] = .zero }
  }
}

/// Writes all of `bytes`, or stops the program: a benchmark without its output is worth nothing.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var written = 0
  while written < bytes.count {
    // Safe: the system reads at most `count - written` bytes from `written` on, all inside the array.
    let count = unsafe bytes.withUnsafeBytes { source in
      unsafe write(descriptor, source.baseAddress.map { unsafe $0 + written }, source.count - written)
    }
    precondition(count > 0, "cannot write")
    written += count
  }
}
