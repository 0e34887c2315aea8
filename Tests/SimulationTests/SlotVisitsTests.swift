import EdgeModel
import Simulation
import Testing

/// What a slot adds up of visits, held against the visits themselves.
@Suite struct SlotVisitsTests {
  @Test(arguments: 1...6, [false, true])
  func `sums of all slots are those of the visits, and delays are the sums of their parts`(
    seed: Int, drops: Bool
  ) {
    let scenario = RandomScenario(seed: UInt64(400 + seed), linkModel: .queue, drops: drops)
    let (journal, _, measured) = scenario.run(slot: milliseconds(370), engine: .layers) { _ in
      scenario.plan(0)
    }
    for layer in scenario.network.layers.indices {
      let visits = journal.visits.filter { $0.stage == layer && $0.finished != nil }
      var sums = VisitSums()
      for slot in measured { sums.add(slot.layers[layer]) }
      func total(_ part: (Visit) -> SimulationTime?) -> Int128 {
        visits.reduce(0) { $0 + Int128(part($1)?.nanoseconds ?? 0) }
      }
      #expect(sums.count == visits.count)
      #expect(sums.transmissionNanoseconds == total { v in v.arrived.map { $0 - v.sent } })
      #expect(
        sums.waitingNanoseconds == total { v in v.started.flatMap { s in v.arrived.map { s - $0 } } })
      #expect(sums.serviceNanoseconds == total { v in v.finished.flatMap { f in v.started.map { f - $0 } } })
    }
  }

  @Test(arguments: 1...6, [false, true])
  func `a node is busy for as long as visits are in service inside the slot`(seed: Int, drops: Bool) {
    let scenario = RandomScenario(seed: UInt64(500 + seed), linkModel: .delay, drops: drops)
    let slot = milliseconds(410)
    let (journal, world, measured) = scenario.run(slot: slot) { _ in scenario.plan(0) }
    let visits = journal.visits + world.unfinishedVisits(at: scenario.horizon)
    for (number, slotVisits) in measured.enumerated() {
      let start = SimulationTime(nanoseconds: Int64(number) * slot.nanoseconds)
      let end = min(start + slot, scenario.horizon)
      var busy = [SimulationTime](repeating: .zero, count: scenario.network.nodeCount)
      for visit in visits {
        guard let started = visit.started else { continue }
        let node = scenario.network.firstNode[visit.stage] + visit.node
        let overlap = (min(visit.ended, end) - max(started, start)).nanoseconds
        busy[node] = busy[node] + SimulationTime(nanoseconds: max(0, overlap))
      }
      #expect(slotVisits.busy == busy, "slot \(number)")
    }
  }
}
