import EdgeModel
import Simulation
import Testing

/// A seed and a link model: what a random scenario is made from.
struct Case: CustomStringConvertible, Sendable {
  let seed: UInt64
  let linkModel: LinkModel

  var description: String { "seed \(seed), \(linkModel)" }

  static let all = (1...10).flatMap { seed in LinkModel.allCases.map { Case(seed: seed, linkModel: $0) } }
}

/// What holds on every network, with outages and overload: Model section 8.
@Suite struct PropertyTests {
  @Test(arguments: Case.all)
  func `a run obeys the invariants of the model`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let plan = scenario.plan(0)
    let (journal, world, _) = scenario.run(slot: seconds(2)) { _ in plan }
    let invariants = Invariants(
      scenario: scenario, journal: journal, unfinished: world.unfinishedVisits(at: scenario.horizon))
    #expect(invariants.lostOrDoubled == [])
    #expect(invariants.brokenChains == [])
    #expect(invariants.wrongSums == [])
    #expect(invariants.wrongServices == [])
    #expect(invariants.wrongExits(plan) == [])
    #expect(journal.tasks.count > 100, "a run that shows something")
  }

  @Test(arguments: Case.all)
  func `a run with a new plan in every slot loses nothing and keeps servers in order`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let (journal, world, _) = scenario.run(slot: milliseconds(700)) { scenario.plan(UInt64($0)) }
    let invariants = Invariants(
      scenario: scenario, journal: journal, unfinished: world.unfinishedVisits(at: scenario.horizon))
    #expect(invariants.lostOrDoubled == [])
    #expect(invariants.brokenChains == [])
    #expect(invariants.wrongSums == [])
    #expect(invariants.wrongServices == [])
  }

  @Test(arguments: Case.all)
  func `a slow layer by layer oracle sees the same visits`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let plan = scenario.plan(0)
    let (journal, world, _) = scenario.run(slot: seconds(5)) { _ in plan }
    let oracle = Oracle(scenario: scenario, plan: plan)
    let expected = oracle.visits().filter { ($0.finished ?? .zero) < scenario.horizon }
    #expect(journal.hops == expected)
    #expect(world.unfinishedVisits(at: scenario.horizon) == oracle.unfinishedVisits())
  }

  /// Rates are whole bit/s and tasks small, so that what is left of a transmission is exact: not 1 ns may differ.
  @Test(arguments: Case.all)
  func `the length of the slots does not show`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let plan = scenario.plan(0)
    let whole = scenario.run { _ in plan }.journal
    for slot in [milliseconds(73), milliseconds(1000), seconds(5)] {
      #expect(scenario.run(slot: slot) { _ in plan }.journal == whole, "slots of \(slot.seconds) s")
    }
  }

  @Test(arguments: [1.0 / 3, 0.1, 2.0 / 7])
  func `rates that are not whole move an arrival by at most 1 ns per slot`(factor: Double) throws {
    // 1 Mbit at 1 Mbit/s · factor lasts 3 to 10 s, over up to 2,000 slots.
    let chain = Chain(serviceMilliseconds: [1])
    let whole = chain.run(.queue, [arrival(0, at: .zero)], bitsPerSecond: 1e6 * factor)
    var world = chain.world(), journal = Journal(), slots: Int64 = 0
    while journal.visits.isEmpty {
      let start = milliseconds(5 * slots)
      world.advance(
        through: RateWindow(start: start, end: start + milliseconds(5), bitsPerSecond: [1e6 * factor]),
        arrivals: slots == 0 ? [arrival(0, at: .zero)] : [], plan: chain.plan(), observer: &journal)
      slots += 1
    }
    let expected = try #require(whole.visits.first?.arrived),
      found = try #require(journal.visits.first?.arrived)
    #expect(abs((found - expected).nanoseconds) <= slots)
  }

  @Test(arguments: Case.all)
  func `events are told in order of time and task`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let journal = scenario.run(slot: seconds(1)) { scenario.plan(UInt64($0)) }.journal
    let order = journal.visits.map { ($0.finished ?? .zero, $0.task) }
    #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    #expect(journal.tasks.map(\.task) == journal.visits.filter(\.exited).map(\.task))
  }

  @Test(arguments: Case.all)
  func `backlogs add up to the tasks in flight`(_ given: Case) {
    let scenario = RandomScenario(seed: given.seed, linkModel: given.linkModel)
    let world = scenario.run(slot: seconds(4)) { _ in scenario.plan(0) }.world
    let visits = world.unfinishedVisits(at: scenario.horizon)
    let atNodes = world.backlog(at: scenario.horizon), onArcs = world.linkBacklog(at: scenario.horizon)
    #expect(visits.count == world.inFlightCount)
    #expect(atNodes.reduce(0, +) == visits.filter { $0.arrived != nil }.count)
    #expect(onArcs.reduce(0, +) == visits.filter { $0.arrived == nil }.count)
  }

  @Test(arguments: Case.all, [nil, 1.2])
  func `a slow oracle sees the same visits with changing speeds, failures, full queues and deadlines`(
    _ given: Case, load: Double?
  ) {
    let scenario = RandomScenario(
      seed: 300 + given.seed, linkModel: given.linkModel, load: load, drops: true)
    let plan = scenario.plan(0)
    let (journal, world, measured) = scenario.run(slot: seconds(5)) { _ in plan }
    let expected = Oracle(scenario: scenario, plan: plan).visits().filter { $0.ended < scenario.horizon }
    #expect(journal.hops == expected)
    let unfinished = world.unfinishedVisits(at: scenario.horizon)
    let invariants = Invariants(scenario: scenario, journal: journal, unfinished: unfinished)
    #expect(invariants.lostOrDoubled == [])
    #expect(invariants.brokenChains == [])
    #expect(invariants.wrongSums == [])
    #expect(
      measured.reduce(0) { $0 + $1.layers.reduce(0) { $0 + $1.count } }
        == journal.visits.count { $0.finished != nil })
    for slot in [milliseconds(73), milliseconds(1000)] {
      #expect(scenario.run(slot: slot) { _ in plan }.journal == journal, "slots of \(slot.seconds) s")
    }
  }
}
