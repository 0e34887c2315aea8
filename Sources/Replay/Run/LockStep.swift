import Simulation

/// All controllers of a replay, slot by slot side by side, each in its own world.
struct LockStep {
  private var runs: [ControllerRun]

  init(
    _ scenario: Scenario, _ inputs: borrowing ReplayInputs, keepsVisits: Bool, explains: Bool
  ) throws {
    runs = []
    for (entry, exits) in zip(scenario.controllers, inputs.exits) {
      runs.append(
        try ControllerRun(
          entry, scenario: scenario, network: exits.network, profile: exits.profile,
          keepsVisits: keepsVisits, explains: explains))
    }
  }

  /// Every controller's outcome of `slot`, in the order of controllers whatever the number of threads.
  mutating func advance(_ slot: ReplayInputs.Slot, threads: Int) async -> [ControllerRun.Outcome] {
    typealias Advanced = (index: Int, run: ControllerRun, outcome: ControllerRun.Outcome)
    let threadsEach = max(1, threads / max(1, runs.count))
    var waiting = runs.reversed() as [ControllerRun]
    runs = []
    let advanced = await withTaskGroup(of: Advanced.self) { group in
      var done: [Advanced] = []
      var started = 0
      while !waiting.isEmpty {
        if started >= threads, let next = await group.next() { done.append(next) }
        let index = started, handover = Handover(waiting.removeLast())
        group.addTask {
          var run = handover.take()
          let outcome = run.advance(slot, threads: threadsEach)
          return (index, run, outcome)
        }
        started += 1
      }
      for await next in group { done.append(next) }
      return done.sorted { $0.index < $1.index }
    }
    runs = advanced.map(\.run)
    return advanced.map(\.outcome)
  }

  /// Where every controller's run stands.
  func states() throws -> [ControllerRun.State] { try runs.map { try $0.state() } }

  /// Goes to where the runs of the same scenario stood.
  mutating func restore(_ states: [ControllerRun.State]) throws {
    for (index, state) in states.enumerated() { try runs[index].restore(state) }
  }

  /// What every controller has measured so far.
  var totals: [ControllerTotals] { runs.map(\.totals) }

  /// Ends the run after `slots` slots.
  mutating func finish(slots: Int, slotSeconds: Double) {
    for run in runs.indices { runs[run].finish(at: Self.end(slots: slots, slotSeconds: slotSeconds)) }
  }

  private static func end(slots: Int, slotSeconds: Double) -> SimulationTime {
    SimulationTime(nanoseconds: Int64(slots) * SimulationTime(seconds: slotSeconds).nanoseconds)
  }

  /// The visits of tasks in flight after `slots` slots, by controller.
  func unfinishedVisits(slots: Int, slotSeconds: Double) -> [[Visit]] {
    let end = Self.end(slots: slots, slotSeconds: slotSeconds)
    return runs.map { $0.unfinishedVisits(at: end) }
  }
}

/// Hands a run to the task that advances it, and keeps nothing: a second owner, such as a closure, would have every array of
/// a world copied in every slot.
private final class Handover {
  private var run: ControllerRun?

  init(_ run: consuming ControllerRun) { self.run = consume run }

  /// The run; once.
  func take() -> ControllerRun {
    guard let run = run.take() else { preconditionFailure("a run was taken twice") }
    return run
  }
}
