/// Two controllers compared on the same tasks.
struct ControllerPair: Sendable {
  let first: String
  let second: String
  let delaySeconds: PairedDifference?
  let accuracy: PairedDifference?
  let objectiveSeconds: PairedDifference?

  /// The comparison of two runs, over slots in which both have completed tasks that arrived then.
  init(
    _ first: (label: String, totals: ControllerTotals), _ second: (label: String, totals: ControllerTotals),
    kappaSeconds: Double
  ) {
    (self.first, self.second) = (first.label, second.label)
    var delay: [Double] = [], share: [Double] = []
    for (left, right) in zip(first.totals.byArrival, second.totals.byArrival) {
      guard let leftDelay = left.sum.meanSeconds, let rightDelay = right.sum.meanSeconds,
        let leftShare = left.sum.accuracy, let rightShare = right.sum.accuracy
      else { continue }
      delay.append(leftDelay - rightDelay)
      share.append(leftShare - rightShare)
    }
    delaySeconds = PairedDifference(delay, lessIsBetter: true)
    accuracy = PairedDifference(share, lessIsBetter: false)
    objectiveSeconds = PairedDifference(
      zip(delay, share).map { $0 - kappaSeconds * $1 }, lessIsBetter: true)
  }
}
