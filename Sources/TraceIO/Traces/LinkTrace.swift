/// All rates of one link, in memory: a pool that a replay may loop over.
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

  /// Loads a bandwidth trace; the index is the number of the link. A number that the file skips has no rates.
  ///
  /// - Throws: Also when a link has two rates at the same time.
  /// - Complexity: Memory is 16 bytes per row.
  package static func load(path: String) throws(InputError) -> [LinkTrace] {
    var reader = try BandwidthReader(path: path)
    var links: [LinkTrace] = []
    var rows = 0
    while let batch = try reader.nextBatch() {
      while links.count < reader.links.count {
        links.append(LinkTrace(name: reader.links.name(of: links.count)))
      }
      for row in 0..<batch.count {
        let link = Int(batch.link[row])
        if let last = links[link].timeNanoseconds.last, last == batch.timeNanoseconds[row] {
          throw InputError(
            path, try place(ofRow: rows + row, in: path),
            found: "two rates of link \(links[link].name) at \(TraceTime.seconds(last)) s",
            expected: "one",
            advice: "Drop one of them")
        }
        links[link].timeNanoseconds.append(batch.timeNanoseconds[row])
        links[link].bitsPerSecond.append(batch.bitsPerSecond[row])
      }
      rows += batch.count
    }
    return links
  }

  /// The line of a row, from 0; rows may be longer than a line, so they are read again.
  private static func place(ofRow row: Int, in path: String) throws(InputError) -> InputError.Place {
    var csv = try CSVReader(path: path)
    for _ in 0...row { _ = try csv.nextRow() }
    return csv.place
  }
}
