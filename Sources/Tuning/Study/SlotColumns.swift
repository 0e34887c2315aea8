import Replay

/// What one replay of a trial measured, slot by slot, in whole numbers: everything else follows from them.
package struct SlotColumns: Sendable, Equatable {
  /// Tasks completed in each slot.
  package var completed: [Int] = []
  /// The sum of their delays, in ns.
  package var delayNanoseconds: [Int] = []
  /// How many of their answers are right.
  package var correct: [Int] = []
  /// Messages exchanged for the slot's decision.
  package var messages: [Int] = []
  /// Tasks in the network at the end of the last slot.
  package var inFlight = 0

  /// No slots.
  package init() {}

  /// The number of slots.
  package var count: Int { completed.count }

  /// Appends a slot.
  mutating func append(_ slot: SoloRun.SlotSums) {
    completed.append(slot.sum.completed)
    delayNanoseconds.append(Int(slot.sum.delayNanoseconds))
    correct.append(slot.sum.correct)
    messages.append(slot.messages)
    inFlight = slot.inFlight
  }

  /// The measurement over the first `slots` slots.
  package func measured(slots: Int, kappaSeconds: Double) -> Measured {
    let sum = DelaySum(
      completed: completed[..<slots].reduce(0, +),
      delayNanoseconds: Int64(delayNanoseconds[..<slots].reduce(0, +)),
      correct: correct[..<slots].reduce(0, +))
    return Measured(
      delaySeconds: sum.meanSeconds, accuracy: sum.accuracy,
      objectiveSeconds: sum.objectiveSeconds(kappaSeconds: kappaSeconds),
      messagesPerSlot: slots == 0 ? 0 : Double(messages[..<slots].reduce(0, +)) / Double(slots))
  }

  /// `quantity` in one slot; nil where no task completed and the quantity is of tasks.
  package func value(of quantity: Goal.Quantity, slot: Int, kappaSeconds: Double) -> Double? {
    let sum = DelaySum(
      completed: completed[slot], delayNanoseconds: Int64(delayNanoseconds[slot]), correct: correct[slot])
    switch quantity {
    case .objective: return sum.objectiveSeconds(kappaSeconds: kappaSeconds)
    case .delay: return sum.meanSeconds
    case .messages: return Double(messages[slot])
    }
  }
}

/// What slots add up to.
package struct Measured: Sendable, Equatable {
  /// Mean delay in s over completed tasks, nil without any.
  package let delaySeconds: Double?
  /// Share of right answers.
  package let accuracy: Double?
  /// J in s, with the scenario's κ.
  package let objectiveSeconds: Double?
  /// Messages per slot.
  package let messagesPerSlot: Double

  /// One quantity.
  package func value(of quantity: Goal.Quantity) -> Double? {
    switch quantity {
    case .objective: objectiveSeconds
    case .delay: delaySeconds
    case .messages: messagesPerSlot
    }
  }
}
