import Controllers
import EdgeModel
import Simulation

/// What one controller's run measured, added up task by task in bounded memory: an `ArrivalSlot` and two numbers per stage
/// for every slot, two histograms, and one number per server.
struct ControllerTotals: Sendable, Codable {
  private let slotNanoseconds: Int64
  private let deadlineNanoseconds: Int64?
  private(set) var arrived = 0
  private(set) var inFlight = 0
  private(set) var all = DelaySum()
  /// By the slot in which tasks arrived: what pairs of controllers are compared on.
  private(set) var byArrival: [ArrivalSlot] = []
  private(set) var rounds = 0
  private(set) var messages = 0
  private(set) var bytes = 0
  /// By stage from 1; empty before the first slot has ended.
  private(set) var stages: [StageMeasurement] = []
  /// Of links and servers, by stage from 1.
  private(set) var linkErrors: [FormulaErrors] = [], serverErrors: [FormulaErrors] = []
  /// Tasks that completed after their deadline.
  private(set) var late = 0
  /// Sum over slots of J under the true means, in s; 0 where nobody is told them.
  private(set) var trueObjectiveSeconds = 0.0
  private var delays = DelayHistogram()
  /// The tasks that completed in the slot under way.
  private var slot = DelaySum()
  private var slotDelays = DelayHistogram()
  private var slotLate = 0
  /// By stage from 1; as long as the deepest stage at which a task was dropped.
  private var slotDropped: [DropCounts] = []
  /// When the slot under way began.
  private var slotStart: Int64 = 0

  init(slotSeconds: Double, deadlineSeconds: Double? = nil) {
    slotNanoseconds = SimulationTime(seconds: slotSeconds).nanoseconds
    deadlineNanoseconds = deadlineSeconds.map { SimulationTime(seconds: $0).nanoseconds }
  }

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
    slotLate = 0
    slotDropped = []
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
    if let deadlineNanoseconds { slotLate += tasks.count { $0.delay.nanoseconds > deadlineNanoseconds } }
  }

  /// Adds tasks that were dropped in the slot under way, in any order.
  mutating func add(_ tasks: [DroppedTask]) {
    for task in tasks {
      while slotDropped.count < task.stage { slotDropped.append(DropCounts()) }
      slotDropped[task.stage - 1][task.reason] += 1
      byArrival[Int(task.arrived.nanoseconds / slotNanoseconds)].add(task)
    }
  }

  /// Ends the run at `end`, when the tasks that `entered` then are in flight.
  mutating func finish(at end: SimulationTime, inFlight entered: [SimulationTime]) {
    for time in entered {
      byArrival[Int(time.nanoseconds / slotNanoseconds)].addInFlight(enteredAt: time, at: end)
    }
  }

  /// Ends the slot under way, with `inFlight` tasks left, and returns what it measured.
  ///
  /// - Parameters:
  ///   - visits: What servers and links did in it; nil for none.
  ///   - predicted: What Model (6) said of them, by stage from 1.
  mutating func end(
    inFlight: Int, kappaSeconds: Double, _ visits: SlotVisits? = nil, on network: Network? = nil,
    predicted: [StageDelay] = []
  ) -> SlotMeasurement {
    self.inFlight = inFlight
    delays.add(slotDelays)
    all.add(slot)
    late += slotLate
    var measured = SlotMeasurement(slot, slotDelays, kappaSeconds: kappaSeconds)
    measured.late = slotLate
    guard let visits, let network else { return measured }
    while slotDropped.count < network.layers.count - 1 { slotDropped.append(DropCounts()) }
    measured.stages = StageMeasurement.stages(
      of: visits, dropped: slotDropped, on: network, slotNanoseconds: slotNanoseconds)
    add(measured.stages, predicted)
    return measured
  }

  private mutating func add(_ measured: [StageMeasurement], _ predicted: [StageDelay]) {
    if stages.isEmpty {
      stages = measured.map { StageMeasurement(stage: $0.stage, servers: $0.busyNanoseconds.count) }
      linkErrors = measured.map { _ in FormulaErrors() }
      serverErrors = linkErrors
    }
    for (index, stage) in measured.enumerated() {
      stages[index].add(stage)
      let mean = stage.meanSeconds
      linkErrors[index].add(predicted: predicted[index].linkSeconds, measured: mean?.transmission)
      serverErrors[index].add(
        predicted: predicted[index].serverSeconds, measured: mean.map { $0.waiting + $0.service })
    }
  }

  /// The tasks that were dropped, by reason.
  var dropped: DropCounts { stages.reduce(into: DropCounts()) { $0.add($1.dropped) } }

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
    FormulaErrors.median(
      of: byArrival.compactMap { slot in slot.sum.meanSeconds.map { slot.predictedSeconds / $0 - 1 } })
  }
}
