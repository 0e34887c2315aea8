/// Sums of tasks in bins of one length that begin at 0: a count belongs to the bin in which its interval begins.
///
/// A source has a row in each bin in which it had one, also of no tasks.
struct ArrivalBins {
  private let length: Int64
  /// Tasks of each source in the open bin; −1 without a row.
  private var tasks: [Double] = []
  /// The sources with a row in the open bin.
  private var present: [Int] = []
  /// Where the open bin begins.
  private var start: Int64 = 0

  /// - Parameter length: Of a bin in nanoseconds.
  init(length: Int64) { self.length = length }

  /// Adds a row; rows come in the order of time.
  mutating func add(
    _ count: Double, _ source: Int, at time: Int64, _ rows: inout TraceResample.Rows
  ) throws(InputError) {
    if start + length <= time {
      try finish(&rows)
      start = time / length * length
    }
    if source >= tasks.count { tasks.append(contentsOf: repeatElement(-1, count: source + 1 - tasks.count)) }
    if tasks[source] < 0 {
      present.append(source)
      tasks[source] = 0
    }
    tasks[source] += count
  }

  /// Closes the open bin.
  mutating func finish(_ rows: inout TraceResample.Rows) throws(InputError) {
    present.sort()
    for source in present {
      try rows.write(tasks[source], source, at: start)
      tasks[source] = -1
    }
    present.removeAll(keepingCapacity: true)
  }
}
