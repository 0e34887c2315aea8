import Simulation
import StateCoding
import Synchronization

/// All controllers of a replay, slot by slot side by side, each in its own world.
struct LockStep {
  /// One controller's run, which is changed where it stands: a closure that captures a run and changes it changes a copy,
  /// with all tasks in flight.
  private final class Lane: Sendable {
    let run: Mutex<ControllerRun>
    init(_ run: ControllerRun) { self.run = Mutex(run) }
  }

  private let lanes: [Lane]

  init(
    _ scenario: Scenario, _ inputs: borrowing ReplayInputs, keepsVisits: Bool, explains: Bool
  ) throws {
    lanes = try zip(scenario.controllers, inputs.exits).map { entry, exits in
      Lane(
        try ControllerRun(
          entry, scenario: scenario, network: exits.network, profile: exits.profile,
          keepsVisits: keepsVisits, explains: explains))
    }
  }

  /// Every controller's outcome of `slot`, in the order of controllers whatever the number of threads.
  func advance(_ slot: ReplayInputs.Slot, threads: Int) async -> [ControllerRun.Outcome] {
    typealias Advanced = (index: Int, outcome: ControllerRun.Outcome)
    let threadsEach = max(1, threads / max(1, lanes.count))
    return await withTaskGroup(of: Advanced.self) { group in
      var done: [Advanced] = []
      for (index, lane) in lanes.enumerated() {
        if index >= threads, let next = await group.next() { done.append(next) }
        group.addTask { (index, lane.run.withLock { $0.advance(slot, threads: threadsEach) }) }
      }
      for await next in group { done.append(next) }
      return done.sorted { $0.index < $1.index }.map(\.outcome)
    }
  }

  /// Where every controller's run stands.
  func states() throws -> [ControllerRun.State] {
    try lanes.map { lane in try lane.run.withLock { try $0.state() } }
  }

  /// The world of controller number `run` as bytes, in pieces.
  func worldState(of run: Int) throws -> [[UInt8]] {
    try lanes[run].run.withLock { try $0.worldState() }
  }

  /// Goes to where the runs of the same scenario stood.
  func restore(_ states: [ControllerRun.State], worlds: [[UInt8]]) throws {
    guard states.count == lanes.count, worlds.count == lanes.count else {
      throw StateError(reason: "\(states.count) controllers and \(worlds.count) worlds, not \(lanes.count)")
    }
    for (index, lane) in lanes.enumerated() {
      try lane.run.withLock { try $0.restore(states[index], world: worlds[index]) }
    }
  }

  /// What every controller has measured so far.
  var totals: [ControllerTotals] { lanes.map { lane in lane.run.withLock { $0.totals } } }

  /// Ends the run after `slots` slots.
  func finish(slots: Int, slotSeconds: Double) {
    let end = Self.end(slots: slots, slotSeconds: slotSeconds)
    for lane in lanes { lane.run.withLock { $0.finish(at: end) } }
  }

  private static func end(slots: Int, slotSeconds: Double) -> SimulationTime {
    SimulationTime(nanoseconds: Int64(slots) * SimulationTime(seconds: slotSeconds).nanoseconds)
  }

  /// The visits of tasks in flight after `slots` slots, by controller.
  func unfinishedVisits(slots: Int, slotSeconds: Double) -> [[Visit]] {
    let end = Self.end(slots: slots, slotSeconds: slotSeconds)
    return lanes.map { lane in lane.run.withLock { $0.unfinishedVisits(at: end) } }
  }
}
