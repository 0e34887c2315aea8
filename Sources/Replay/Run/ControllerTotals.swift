import Controllers
import EdgeModel
import Histogram
import Simulation

/// What one controller's run measured, added up slot by slot in bounded memory.
struct ControllerTotals: Sendable {
  /// Tasks that arrived in one slot, added up where they have completed.
  struct ArrivalSlot: Sendable {
    var completed = 0
    var delayNanoseconds: Int64 = 0
    var correct = 0
    /// T as predicted for the slot, in s.
    var predictedSeconds = 0.0
  }

  private let slotNanoseconds: Int64
  private(set) var arrived = 0
  private(set) var inFlight = 0
  private(set) var all = ArrivalSlot()
  /// By the slot in which tasks arrived: what pairs of controllers are compared on.
  private(set) var byArrival: [ArrivalSlot] = []
  private(set) var rounds = 0
  private(set) var messages = 0
  private(set) var bytes = 0
  /// Delays in ns to three significant digits.
  private var delays = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

  init(slotSeconds: Double) { slotNanoseconds = SimulationTime(seconds: slotSeconds).nanoseconds }

  /// Adds the outcome of one slot.
  mutating func add(_ outcome: ControllerRun.Outcome) {
    arrived += outcome.slot.arrivals.count
    inFlight = outcome.inFlight
    rounds += outcome.decision.rounds
    messages += outcome.decision.traffic.messages
    bytes += outcome.decision.traffic.bytes
    byArrival.append(ArrivalSlot(predictedSeconds: outcome.decision.predicted.delaySeconds))
    for task in outcome.completed {
      delays.record(UInt64(task.delay.nanoseconds))
      all.add(task)
      byArrival[Int(task.arrived.nanoseconds / slotNanoseconds)].add(task)
    }
  }

  /// Mean delay in s over completed tasks.
  var delayMeanSeconds: Double? { all.meanSeconds }
  /// Share of right answers over completed tasks.
  var accuracy: Double? { all.accuracy }

  /// The delay in s that `percent` of the completed tasks do not exceed, to 0.1 %.
  func delaySeconds(percentile percent: Double) -> Double? {
    all.completed == 0 ? nil : Double(delays.valueAtPercentile(percent)) / 1e9
  }

  /// J in s over completed tasks.
  func objectiveSeconds(kappaSeconds: Double) -> Double? {
    guard let delay = delayMeanSeconds, let accuracy else { return nil }
    return delay + kappaSeconds * (1 - accuracy)
  }

  /// Model (6) against the simulation: the median over slots of the predicted mean delay over the measured one, minus 1.
  ///
  /// A median, because the penalty of one overloaded or broken link exceeds everything else in a mean.
  var formulaError: Double? {
    let errors = byArrival.compactMap { slot in slot.meanSeconds.map { slot.predictedSeconds / $0 - 1 } }
      .sorted()
    return errors.isEmpty ? nil : (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
  }
}

extension ControllerTotals.ArrivalSlot {
  mutating func add(_ task: CompletedTask) {
    completed += 1
    delayNanoseconds += task.delay.nanoseconds
    correct += task.isCorrect ? 1 : 0
  }

  /// Mean delay in s, nil without tasks.
  var meanSeconds: Double? {
    completed == 0 ? nil : Double(delayNanoseconds) / Double(completed) / 1e9
  }

  /// Share of right answers, nil without tasks.
  var accuracy: Double? { completed == 0 ? nil : Double(correct) / Double(completed) }
}
