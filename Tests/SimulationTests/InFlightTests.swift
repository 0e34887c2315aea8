import EdgeModel
import Simulation
import Testing

@Suite struct InFlightTests {
  /// Three tasks of 1 s on the link and 800 ms at each server, stopped at `end`.
  func world(until end: SimulationTime, journal: inout Journal) -> World {
    let chain = Chain(serviceMilliseconds: [800, 800])
    var world = chain.world(.queue)
    world.advance(
      through: RateWindow(start: .zero, end: end, bitsPerSecond: [1e6, 1e6]),
      arrivals: [
        arrival(7, at: .zero), arrival(2, at: milliseconds(100)), arrival(5, at: milliseconds(100)),
      ],
      plan: chain.plan(), observer: &journal)
    return world
  }

  @Test func `unfinished visits hold what has happened, in order of task`() {
    var journal = Journal()
    let end = milliseconds(2200)
    let visits = world(until: end, journal: &journal).unfinishedVisits(at: end)
    #expect(
      visits == [
        Visit(
          task: 2, device: 0, sample: 0, stage: 1, node: 0, sent: milliseconds(100), arrived: seconds(2),
          started: seconds(2)),
        Visit(task: 5, device: 0, sample: 0, stage: 1, node: 0, sent: milliseconds(100)),
        Visit(task: 7, device: 0, sample: 0, stage: 2, node: 0, sent: milliseconds(1800)),
      ])
  }

  @Test func `what happens at the end of the window itself has arrived and not finished`() {
    var journal = Journal()
    let world = world(until: seconds(1), journal: &journal)
    let visit = world.unfinishedVisits(at: seconds(1))[2]
    #expect(visit.task == 7)
    #expect(visit.arrived == seconds(1))
    #expect(visit.started == nil)
    var later = Journal()
    let finishing = self.world(until: milliseconds(1800), journal: &later)
    #expect(finishing.unfinishedVisits(at: milliseconds(1800))[2].started == seconds(1))
    #expect(finishing.unfinishedVisits(at: milliseconds(1800))[2].finished == nil)
    #expect(later.visits.isEmpty)
  }

  @Test func `backlogs count tasks at nodes and on arcs`() {
    var journal = Journal()
    let world = world(until: milliseconds(2200), journal: &journal)
    #expect(world.inFlightCount == 3)
    #expect(world.backlog(at: milliseconds(2200)) == [0, 1, 0])
    #expect(world.linkBacklog(at: milliseconds(2200)) == [1, 1])
  }

  @Test func `a task waiting at a server counts and has not started`() {
    let chain = Chain(serviceMilliseconds: [800], inputBytes: 0)
    var world = chain.world(), journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: milliseconds(500), bitsPerSecond: [1e6]),
      arrivals: [arrival(0, at: .zero), arrival(1, at: .zero)], plan: chain.plan(), observer: &journal)
    #expect(world.backlog(at: milliseconds(500)) == [0, 2])
    #expect(world.unfinishedVisits(at: milliseconds(500)).map(\.started) == [.zero, nil])
  }

  @Test func `a new world is empty`() {
    let world = Chain(serviceMilliseconds: [1, 1]).world()
    #expect(world.now == nil)
    #expect(world.inFlightCount == 0)
    #expect(world.unfinishedVisits(at: .zero).isEmpty)
    #expect(world.backlog(at: .zero) == [0, 0, 0])
    #expect(world.linkBacklog(at: .zero) == [0, 0])
  }
}
