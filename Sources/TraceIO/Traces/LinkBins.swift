/// Means of link rates, weighted by time, in bins of one length that begin at 0.
///
/// A rate holds until the link's next row, and before its first row a link has the rate of that row, as in a replay. Each
/// link has a bin from the one that its first row lies in up to the first that begins at or after its last row, which
/// holds the last rate alone. So what the link can carry up to the end of any bin is what it was.
struct LinkBins {
  private struct Link {
    /// The time of the last row.
    let last: Int64
    /// The rate in force.
    var rate = 0.0
    /// From when on it is not yet in ``weighted``; −1 before the first row.
    var since: Int64 = -1
    /// Rates of the open bin times nanoseconds.
    var weighted = 0.0
  }

  private let length: Int64
  private var links: [Link]
  /// The links that have begun and not ended, by number once ``isSorted``.
  private var live: [Int] = []
  private var isSorted = true
  /// Where the open bin begins.
  private var start: Int64 = 0

  /// - Parameters:
  ///   - length: Of a bin in nanoseconds.
  ///   - last: The time of each link's last row.
  init(length: Int64, last: [Int64]) {
    self.length = length
    links = last.map { Link(last: $0) }
  }

  /// Adds a row; rows come in the order of time.
  mutating func add(
    _ rate: Double, _ link: Int, at time: Int64, _ rows: inout TraceResample.Rows
  ) throws(InputError) {
    while start + length <= time { try closeBin(before: time, &rows) }
    if links[link].since < 0 {
      (links[link].rate, links[link].since) = (rate, start)
      live.append(link)
      isSorted = false
    } else if rate != links[link].rate {
      links[link].weighted += links[link].rate * Double(time - links[link].since)
      (links[link].rate, links[link].since) = (rate, time)
    }
  }

  /// Closes all bins.
  mutating func finish(_ rows: inout TraceResample.Rows) throws(InputError) {
    while !live.isEmpty { try closeBin(before: .max, &rows) }
  }

  /// Closes the open bin, and opens the next, or that of `time` when no link has a rate until then.
  private mutating func closeBin(before time: Int64, _ rows: inout TraceResample.Rows) throws(InputError) {
    if live.isEmpty {
      start = time / length * length
      return
    }
    if !isSorted { live.sort() }
    isSorted = true
    let end = start + length
    for link in live {
      try rows.write(mean(links[link], end), link, at: start)
      (links[link].since, links[link].weighted) = (end, 0)
    }
    live.removeAll { links[$0].last <= start }
    start = end
  }

  private func mean(_ link: Link, _ end: Int64) -> Double {
    // A rate that holds throughout is not to change in its last digit.
    if link.since == start { return link.rate }
    return (link.weighted + link.rate * Double(end - link.since)) / Double(length)
  }
}
