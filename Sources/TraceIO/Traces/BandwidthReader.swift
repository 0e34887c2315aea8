/// Link rates as columns: `link[i]` has the rate `bitsPerSecond[i]` from `timeNanoseconds[i]` on.
package struct BandwidthBatch: Sendable, Equatable {
  /// Time of each row in nanoseconds, never falling.
  package var timeNanoseconds: [Int64]
  /// Link of each row.
  package var link: [Int32]
  /// Rate of each row in bit/s, finite and not negative; 0 is an outage.
  package var bitsPerSecond: [Double]

  /// Rows from columns of equal length.
  package init(timeNanoseconds: [Int64], link: [Int32], bitsPerSecond: [Double]) {
    precondition(
      timeNanoseconds.count == link.count && link.count == bitsPerSecond.count, "columns differ in length")
    (self.timeNanoseconds, self.link, self.bitsPerSecond) = (timeNanoseconds, link, bitsPerSecond)
  }

  /// The number of rows.
  package var count: Int { timeNanoseconds.count }
}

/// Reads a trace of link rates, or of server speeds: the rates are then factors.
package struct BandwidthReader: ~Copyable {
  private var reader: TraceReader

  /// Opens a trace.
  package init(path: String, of kind: TraceKind = .bandwidth) throws(InputError) {
    reader = try TraceReader(path: path, of: [kind])
  }

  /// The links met so far, and their names.
  package var links: SeriesTable { reader.series }

  /// The next rows, or nil after the last; nil stays nil.
  package mutating func nextBatch() throws(InputError) -> BandwidthBatch? {
    guard let batch = try reader.nextBatch() else { return nil }
    return BandwidthBatch(
      timeNanoseconds: batch.timeNanoseconds, link: batch.series, bitsPerSecond: batch.values)
  }
}
