import Simulation

/// What became of the tasks that arrived in one slot: what pairs of controllers are compared on.
///
/// Tasks still in flight when the run ends count with their delay so far and as if they were answered right, and dropped
/// tasks with their delay until then and as answered wrong. So no slot is left out because its tasks are stuck, and what
/// is not known is a lower bound of delay and objective: it flatters the controller with more tasks in flight, but less
/// than not counting them.
struct ArrivalSlot: Sendable, Codable {
  /// The tasks that have completed.
  var sum = DelaySum()
  /// T as predicted for the slot, in s.
  let predictedSeconds: Double
  /// Tasks that were dropped, and that are in flight at the end of the run.
  private(set) var dropped = 0, inFlight = 0
  /// How long these have been in the network, in ns.
  private var otherNanoseconds: Int128 = 0

  /// No tasks yet, and what the formula says of their mean delay in s.
  init(predictedSeconds: Double) { self.predictedSeconds = predictedSeconds }

  /// Adds a task that was dropped.
  mutating func add(_ task: DroppedTask) {
    dropped += 1
    otherNanoseconds += Int128((task.dropped - task.arrived).nanoseconds)
  }

  /// Adds a task that entered at `entered` and is in flight at `end`.
  mutating func addInFlight(enteredAt entered: SimulationTime, at end: SimulationTime) {
    inFlight += 1
    otherNanoseconds += Int128((end - entered).nanoseconds)
  }

  private var tasks: Int { sum.completed + dropped + inFlight }

  /// Mean delay in s of all tasks, nil without tasks.
  var delayBoundSeconds: Double? {
    tasks == 0 ? nil : Double(sum.delayNanoseconds + otherNanoseconds) / Double(tasks) / 1e9
  }

  /// J in s of all tasks, nil without tasks.
  func objectiveBoundSeconds(kappaSeconds: Double) -> Double? {
    delayBoundSeconds.map {
      $0 + kappaSeconds * Double(sum.completed - sum.correct + dropped) / Double(tasks)
    }
  }

  /// Share of right answers among tasks that have completed or were dropped, nil without any.
  var accuracy: Double? {
    let ended = sum.completed + dropped
    return ended == 0 ? nil : Double(sum.correct) / Double(ended)
  }
}
