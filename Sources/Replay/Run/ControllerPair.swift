/// Two controllers compared on the same tasks.
struct ControllerPair: Sendable {
  let first: String
  let second: String
  let delaySeconds: PairedDifference?
  let accuracy: PairedDifference?
  let objectiveSeconds: PairedDifference?

  /// The comparison of two runs, over all slots in which tasks arrived; of accuracy, over those in which tasks have ended
  /// under both.
  init(
    _ first: (label: String, totals: ControllerTotals), _ second: (label: String, totals: ControllerTotals),
    kappaSeconds: Double
  ) {
    (self.first, self.second) = (first.label, second.label)
    let slots = Array(zip(first.totals.byArrival, second.totals.byArrival))
    func differences(_ value: (ArrivalSlot) -> Double?) -> [Double] {
      slots.compactMap { left, right in
        value(left).flatMap { left in value(right).map { left - $0 } }
      }
    }
    delaySeconds = PairedDifference(differences(\.delayBoundSeconds), lessIsBetter: true)
    accuracy = PairedDifference(differences(\.accuracy), lessIsBetter: false)
    objectiveSeconds = PairedDifference(
      differences { $0.objectiveBoundSeconds(kappaSeconds: kappaSeconds) }, lessIsBetter: true)
  }
}
