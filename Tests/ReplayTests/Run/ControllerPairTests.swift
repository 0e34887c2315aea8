import EdgeModel
import Simulation
import Testing
import TestSupport

@testable import Replay

/// Pairs of controllers of which one gets stuck.
@Suite struct ControllerPairTests {
  /// Ten slots of 1 s with ten tasks each: those of `stuck` slots are still in flight after 20 s, the others took 100 ms.
  private func totals(stuck: Set<Int>, dropped: Set<Int> = []) -> ControllerTotals {
    var totals = ControllerTotals(slotSeconds: 1)
    for slot in 0..<10 {
      let ends = !stuck.contains(slot) && !dropped.contains(slot)
      totals.add(
        arrivals: 10, ends ? (0..<10).map { completed($0, arrived: Double(slot), delay: 100) } : [],
        inFlight: stuck.count { $0 <= slot } * 10)
      guard dropped.contains(slot) else { continue }
      totals.add(
        (0..<10).map { task in
          let arrived = SimulationTime(seconds: Double(slot))
          return DroppedTask(
            task: task, device: 0, arrived: arrived, dropped: arrived + SimulationTime(seconds: 0.2),
            stage: 1,
            reason: .failure)
        })
    }
    totals.finish(
      at: SimulationTime(seconds: 20),
      inFlight: stuck.sorted().flatMap { slot in
        [SimulationTime](repeating: SimulationTime(seconds: Double(slot)), count: 10)
      })
    return totals
  }

  private func pair(_ first: ControllerTotals, _ second: ControllerTotals) -> ControllerPair {
    ControllerPair(("first", first), ("second", second), kappaSeconds: 0.5)
  }

  @Test func `tasks in flight count with their delay so far, and no slot is left out`() throws {
    // Every other slot is stuck: 20, 18, …, 12 s old at the end, 16 s in the mean, in half of the slots; the others tie.
    let stuck = pair(totals(stuck: [0, 2, 4, 6, 8]), totals(stuck: []))
    let delay = try #require(stuck.delaySeconds)
    #expect(abs(delay.mean - (16 - 0.1) / 2) < 1e-9)
    #expect(try #require(stuck.objectiveSeconds).mean > 6)
    #expect(delay.verdict == .worse)
    #expect(try #require(stuck.accuracy).mean == 0, "over the slots in which tasks have ended under both")
  }

  @Test func `a dropped task counts as a wrong answer with its delay until then`() throws {
    let dropping = pair(totals(stuck: [], dropped: [0, 3, 6, 9]), totals(stuck: []))
    #expect(abs(try #require(dropping.delaySeconds).mean - 0.4 * 0.1) < 1e-12)
    #expect(abs(try #require(dropping.accuracy).mean + 0.4) < 1e-12)
    #expect(abs(try #require(dropping.objectiveSeconds).mean - 0.4 * (0.1 + 0.5)) < 1e-12)
  }

  @Test func `a controller under which nothing ever ends still loses`() throws {
    let stuck = pair(totals(stuck: []), totals(stuck: Set(0..<10)))
    #expect(try #require(stuck.delaySeconds).verdict == .better)
    #expect(stuck.accuracy == nil)
  }
}
