import Replay

/// What every slot measured, by controller and epoch.
struct MeasuredSlots {
  private struct Slot {
    let delay: Double
    let accuracy: Double
    let objective: Double
  }

  private var slots: [String: [Int: Slot]] = [:]

  /// Takes in a record of the decision log; records without a measurement leave no trace.
  mutating func add(_ record: JSONValue?) {
    guard let label = record?["controller"]?.string, let epoch = record?["epoch"]?.number,
      let measured = record?["measured"], let delay = measured["delay_mean_s"]?.number,
      let accuracy = measured["accuracy"]?.number, let objective = measured["objective_s"]?.number
    else { return }
    slots[label, default: [:]][Int(epoch)] = Slot(delay: delay, accuracy: accuracy, objective: objective)
  }

  /// The differences of `other` minus this for one controller, over the slots that both have.
  func difference(_ label: String, to other: MeasuredSlots) -> RunDifference.Outcome {
    let own = slots[label] ?? [:], others = other.slots[label] ?? [:]
    let pairs = own.keys.sorted().compactMap { epoch in
      own[epoch].flatMap { slot in others[epoch].map { (slot, $0) } }
    }
    return RunDifference.Outcome(
      controller: label,
      delaySeconds: PairedDifference(pairs.map { $1.delay - $0.delay }, lessIsBetter: true),
      accuracy: PairedDifference(pairs.map { $1.accuracy - $0.accuracy }, lessIsBetter: false),
      objectiveSeconds: PairedDifference(pairs.map { $1.objective - $0.objective }, lessIsBetter: true))
  }
}
