import Controllers
import EdgeModel
import Simulation

/// What one controller's run measured, added up task by task in bounded memory: three numbers per slot, and two
/// histograms.
struct ControllerTotals: Sendable, Codable {
  /// Tasks that arrived in one slot, added up where they have completed.
  struct ArrivalSlot: Sendable, Codable {
    var sum = DelaySum()
    /// T as predicted for the slot, in s.
    var predictedSeconds = 0.0
  }

  private let slotNanoseconds: Int64
  private(set) var arrived = 0
  private(set) var inFlight = 0
  private(set) var all = DelaySum()
  /// By the slot in which tasks arrived: what pairs of controllers are compared on.
  private(set) var byArrival: [ArrivalSlot] = []
  private(set) var rounds = 0
  private(set) var messages = 0
  private(set) var bytes = 0
  /// Sum over slots of J under the true means, in s; 0 where nobody is told them.
  private(set) var trueObjectiveSeconds = 0.0
  private var delays = DelayHistogram()
  /// The tasks that completed in the slot under way.
  private var slot = DelaySum()
  private var slotDelays = DelayHistogram()
  /// When the slot under way began.
  private var slotStart: Int64 = 0

  init(slotSeconds: Double) { slotNanoseconds = SimulationTime(seconds: slotSeconds).nanoseconds }

  /// Begins a slot in which `arrivals` tasks arrive and `decision` is in force.
  mutating func begin(arrivals: Int, _ decision: Decision, trueObjectiveSeconds: Double? = nil) {
    self.trueObjectiveSeconds += trueObjectiveSeconds ?? 0
    slotStart = Int64(byArrival.count) * slotNanoseconds
    byArrival.append(ArrivalSlot(predictedSeconds: decision.predicted.delaySeconds))
    arrived += arrivals
    rounds += decision.rounds
    messages += decision.traffic.messages
    bytes += decision.traffic.bytes
    slot = DelaySum()
    slotDelays.clear()
  }

  /// Adds tasks that completed in the slot under way, in any order.
  mutating func add(_ tasks: [CompletedTask]) {
    let current = byArrival.count - 1
    for task in tasks {
      slotDelays.record(task.delay.nanoseconds)
      slot.add(task)
      let arrived = task.arrived.nanoseconds
      // Most arrived in this slot: a division saved.
      byArrival[arrived >= slotStart ? current : Int(arrived / slotNanoseconds)].sum.add(task)
    }
  }

  /// Ends the slot under way, with `inFlight` tasks left, and returns what it measured.
  mutating func end(inFlight: Int, kappaSeconds: Double) -> SlotMeasurement {
    self.inFlight = inFlight
    delays.add(slotDelays)
    all.add(slot)
    return SlotMeasurement(slot, slotDelays, kappaSeconds: kappaSeconds)
  }

  /// Mean delay in s over completed tasks.
  var delayMeanSeconds: Double? { all.meanSeconds }
  /// Share of right answers over completed tasks.
  var accuracy: Double? { all.accuracy }

  /// The delay in s that `percent` of the completed tasks do not exceed, to 0.1 %.
  func delaySeconds(percentile percent: Double) -> Double? {
    delays.nanoseconds(percentile: percent).map { Double($0) / 1e9 }
  }

  /// J in s over completed tasks.
  func objectiveSeconds(kappaSeconds: Double) -> Double? { all.objectiveSeconds(kappaSeconds: kappaSeconds) }

  /// Model (6) against the simulation: the median over slots of the predicted mean delay over the measured one, minus 1.
  ///
  /// A median, because the penalty of one overloaded or broken link exceeds everything else in a mean.
  var formulaError: Double? {
    let errors = byArrival.compactMap { slot in slot.sum.meanSeconds.map { slot.predictedSeconds / $0 - 1 } }
      .sorted()
    return errors.isEmpty ? nil : (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
  }
}
