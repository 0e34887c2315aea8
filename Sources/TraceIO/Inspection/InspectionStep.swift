/// The step in which a trace is looked at, found by its first rows, so that one pass is enough.
///
/// Rates that hold: the median step between rows of one series. Counts: the smallest step between any two rows, as that is their
/// interval. Both among the first ``headRows`` rows; where those hold a single time, the step to the next time. Events: 1 s.
enum InspectionStep {
  /// How many rows are held back to find the step.
  static let headRows = 1 << 16

  /// The step in nanoseconds; nil where all rows of `head` have one time.
  static func nanoseconds(_ head: [TraceBatch], _ kind: TraceKind) -> Int64? {
    switch kind {
    case .arrivalEvents: TraceTime.nanosecondsPerSecond
    case .arrivalCounts: smallest(head)
    case .bandwidth, .serverSpeeds: median(head) ?? smallest(head)
    }
  }

  private static func smallest(_ head: [TraceBatch]) -> Int64? {
    var smallest: Int64?
    var last: Int64?
    for time in head.lazy.flatMap(\.timeNanoseconds) {
      if let last, time > last { smallest = min(smallest ?? .max, time - last) }
      last = time
    }
    return smallest
  }

  private static func median(_ head: [TraceBatch]) -> Int64? {
    var steps = StepHistogram()
    var last: [Int32: Int64] = [:]
    for batch in head {
      for row in 0..<batch.count {
        let (time, series) = (batch.timeNanoseconds[row], batch.series[row])
        if let before = last.updateValue(time, forKey: series), time > before { steps.add(time - before) }
      }
    }
    return steps.count > 0 ? steps.median : nil
  }
}
