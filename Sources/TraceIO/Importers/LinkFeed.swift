/// The rates of one link on their way from a file into a trace, under the rules for time that all files share.
///
/// - *Backward step*: a row before the latest time of its link is dropped.
/// - *Repeated timestamp*: of several rows at one time the last is kept.
/// - *Gap*: a step longer than the data set's own is counted; the rate before it holds.
///
/// A link begins at time 0 with its first row. One row is held back until the next one shows that it is the last
/// of its time; ``end(into:)`` lets it go.
struct LinkFeed {
  /// The name of the file, and of the part of it when it holds several links.
  let name: String
  /// A longer step is a gap, in nanoseconds.
  let longestStep: Int64
  /// The number in the trace; nil as long as no row is kept.
  private(set) var number: Int?
  private(set) var repeated = 0
  private(set) var backward = 0
  private(set) var gaps = 0
  /// The time of the first row on the file's own clock.
  private(set) var first: Int64?
  private var held: (time: Int64, rate: Double)?

  init(_ name: String, longestStep: Int64) { (self.name, self.longestStep) = (name, longestStep) }

  /// Takes a row.
  ///
  /// - Parameters:
  ///   - nanoseconds: The time on the file's own clock.
  ///   - rate: Bit/s, finite and not negative.
  ///   - trace: The trace, which numbers the links in the order in which their first rows come.
  mutating func take(
    nanoseconds: Int64, bitsPerSecond rate: Double, into trace: inout LinkTraceWriter
  ) throws(InputError) {
    guard let last = held?.time else {
      (first, number) = (nanoseconds, trace.newLink(name))
      held = (nanoseconds, rate)
      return
    }
    if nanoseconds < last {
      backward += 1
    } else {
      if nanoseconds == last { repeated += 1 } else { try end(into: &trace) }
      if nanoseconds - last > longestStep { gaps += 1 }
      held = (nanoseconds, rate)
    }
  }

  /// Lets go of the last row. Rows may follow all the same.
  mutating func end(into trace: inout LinkTraceWriter) throws(InputError) {
    guard let held, let number, let first else { return }
    try trace.add(nanoseconds: held.time - first, link: number, bitsPerSecond: held.rate)
  }
}
