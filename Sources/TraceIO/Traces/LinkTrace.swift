/// All rates of one link, in memory: a pool that a replay may loop over. Or all speeds of one server, as factors in the
/// place of rates.
package struct LinkTrace: Sendable, Equatable {
  /// The link as the file writes it.
  package var name: String
  /// When each rate begins, in nanoseconds, strictly rising.
  package var timeNanoseconds: [Int64]
  /// The rates in bit/s; each holds until the next begins.
  package var bitsPerSecond: [Double]

  /// A link's rates.
  package init(name: String, timeNanoseconds: [Int64] = [], bitsPerSecond: [Double] = []) {
    self.name = name
    self.timeNanoseconds = timeNanoseconds
    self.bitsPerSecond = bitsPerSecond
  }

  /// Loads a trace of rates that hold; the index is the number of the link. A number that the file skips has no rates.
  ///
  /// - Parameter origin: The time that becomes 0, in nanoseconds: links begin with the rate that they have there, that of
  ///   their last row until then.
  /// - Throws: Also when a link has two rates at the same time, and when there is no row from `origin` on.
  /// - Complexity: Memory is 16 bytes per row from `origin` on.
  package static func load(
    path: String, of kind: TraceKind = .bandwidth, fromNanoseconds origin: Int64 = 0
  ) throws(InputError) -> [LinkTrace] {
    var reader = try BandwidthReader(path: path, of: kind)
    var links: [LinkTrace] = []
    var last: Int64 = -1
    var rows = 0
    while let batch = try reader.nextBatch() {
      while links.count < reader.links.count {
        links.append(LinkTrace(name: reader.links.name(of: links.count)))
      }
      for row in 0..<batch.count {
        let link = Int(batch.link[row])
        if let last = links[link].timeNanoseconds.last, last == batch.timeNanoseconds[row] {
          throw InputError(
            path, try TraceReader.place(ofRow: rows + row, in: path),
            found: "two rates of \(kind.seriesNoun) \(links[link].name) at \(TraceTime.seconds(last)) s",
            expected: "one",
            advice: "Drop one of them")
        }
        links[link].add(batch.bitsPerSecond[row], at: batch.timeNanoseconds[row], origin)
      }
      last = batch.timeNanoseconds[batch.count - 1]
      rows += batch.count
    }
    guard last >= origin else { throw InputError(path, noRowFrom: origin) }
    if origin > 0 { for link in links.indices { links[link].shift(by: origin) } }
    return links
  }

  /// Adds a row; of those until `origin` only the last is kept.
  private mutating func add(_ rate: Double, at time: Int64, _ origin: Int64) {
    if let last = timeNanoseconds.last, last < time, time <= origin {
      timeNanoseconds.removeLast()
      bitsPerSecond.removeLast()
    }
    timeNanoseconds.append(time)
    bitsPerSecond.append(rate)
  }

  private mutating func shift(by origin: Int64) {
    for row in timeNanoseconds.indices { timeNanoseconds[row] = max(0, timeNanoseconds[row] - origin) }
  }
}

extension InputError {
  /// The error for a trace that is to be entered at a time behind its last row.
  package init(_ path: String, noRowFrom nanoseconds: Int64) {
    self.init(
      path, found: "no row from \(TraceTime.seconds(nanoseconds)) s on", expected: "at least one",
      advice: "See 'offramp trace inspect' for the times it spans")
  }
}
