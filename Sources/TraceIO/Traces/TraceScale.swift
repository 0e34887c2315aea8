internal import CounterRandom

/// Making a trace stronger, weaker, longer or shorter.
package struct TraceScale: Sendable {
  /// What rates and counts are multiplied by, positive; for events the share of tasks that is kept, at most 1.
  package var rate = 1.0
  /// What times are multiplied by, positive.
  package var time = 1.0
  /// Which events are kept depends on it.
  package var seed: UInt64 = 1

  /// Leaves a trace as it is.
  package init() {}

  /// Writes a trace of the scaled rows of `path`.
  ///
  /// The n-th event, from 1, is kept if its number of the stream `thinning` is below ``rate``: those that a replay with
  /// this seed keeps by `arrivals.scale`. Times are rounded to the nanosecond.
  /// - Returns: How many rows there were and how many were written.
  /// - Throws: On a fault in what is read, on a rate above 1 for events, and when times no longer fit; then there is no
  ///   file at `output`.
  package func copy(_ path: String, to output: String) throws(InputError) -> (read: Int, written: Int) {
    precondition(rate > 0 && rate.isFinite && time > 0 && time.isFinite, "rate by \(rate), time by \(time)")
    var reader = try TraceReader(path: path)
    let isEvents = reader.kind == .arrivalEvents
    if isEvents, rate > 1 { throw tooHigh(path) }
    var writer = try TraceWriter(path: output, kind: reader.kind, note: note(isEvents))
    let random = CounterRandom(seed: seed, stream: .thinning)
    var clock = Clock(path, factor: time, mayJoin: isEvents)
    var (read, written) = (0, 0)
    while let batch = try reader.nextBatch() {
      let names = reader.series
      for row in 0..<batch.count {
        read += 1
        if isEvents, random.uniform(UInt64(read)) >= rate { continue }
        let value = isEvents ? 1 : batch.values[row] * rate
        try writer.write(
          nanoseconds: try clock.scaled(batch.timeNanoseconds[row], ofRow: read - 1),
          name: names.name(of: Int(batch.series[row])), value: value)
        written += 1
      }
    }
    guard written > 0 else {
      throw InputError(
        path, found: "no task left by --rate \(rate)", expected: "at least one", advice: "Keep a larger share"
      )
    }
    try writer.finish(after: reader.notes)
    return (read, written)
  }

  private func note(_ isEvents: Bool) -> String {
    "scaled by offramp: rate by \(rate)\(isEvents && rate < 1 ? ", seed \(seed)" : ""), time by \(time)"
  }

  private func tooHigh(_ path: String) -> InputError {
    InputError(
      path, .line(1), found: "--rate \(rate) on a trace of events", expected: "a share to keep, up to 1",
      advice: "Import the trace with --copies to have more arrivals")
  }
}

/// Scales the times of a trace, which must stay times of one.
private struct Clock {
  private let path: String
  private let factor: Double
  /// Whether different times may become equal.
  private let mayJoin: Bool
  private var last: (before: Int64, after: Int64) = (-1, -1)

  init(_ path: String, factor: Double, mayJoin: Bool) {
    (self.path, self.factor, self.mayJoin) = (path, factor, mayJoin)
  }

  mutating func scaled(_ time: Int64, ofRow row: Int) throws(InputError) -> Int64 {
    if time == last.before { return last.after }
    // Both are exact as doubles, so that the order of times is kept.
    let product = (Double(time) * factor).rounded()
    guard product <= Double(TraceTime.latestNanoseconds) else {
      throw InputError(
        path, try TraceReader.place(ofRow: row, in: path),
        found: "a time of \(TraceTime.seconds(time)) s, which --time \(factor) brings beyond 2^53 ns",
        expected: "at most so much", advice: "Slice the trace, or stretch it less")
    }
    let after = Int64(product)
    guard mayJoin || after > last.after else {
      throw InputError(
        path, try TraceReader.place(ofRow: row, in: path),
        found:
          "times \(TraceTime.seconds(last.before)) s and \(TraceTime.seconds(time)) s, equal to the nanosecond after "
          + "--time \(factor)", expected: "times that differ", advice: "Compress the trace less")
    }
    last = (time, after)
    return after
  }
}
