import EdgeModel
import Simulation
import Testing

@Suite struct LinkTests {
  let chain = Chain(serviceMilliseconds: [1])

  /// The visit of one task of 1 Mbit, sent at 0.5 s, when its link has `pieces` (second, Mbit/s) in each window.
  func visit(_ model: LinkModel, windows: [[(second: Int64, megabits: Double)]]) -> Visit? {
    var world = chain.world(model), journal = Journal()
    for (index, pieces) in windows.enumerated() {
      let start = seconds(Int64(index) * 5)
      let window = RateWindow(
        start: start, end: start + seconds(5), first: [0, pieces.count],
        time: pieces.map { seconds($0.second) },
        bitsPerSecond: pieces.map { $0.megabits * 1e6 })
      world.advance(
        through: window, arrivals: index == 0 ? [arrival(0, at: milliseconds(500))] : [], plan: chain.plan(),
        observer: &journal)
    }
    return journal.visits.first
  }

  @Test(arguments: LinkModel.allCases)
  func `a task on an idle link takes its bits over the rate`(model: LinkModel) {
    #expect(visit(model, windows: [[(0, 1)]])?.arrived == milliseconds(1500))
  }

  @Test(arguments: LinkModel.allCases)
  func `a rate change takes effect in the middle of a transmission`(model: LinkModel) {
    // 0.5 Mbit in [0.5, 1), the other 0.5 Mbit at 2 Mbit/s.
    #expect(visit(model, windows: [[(0, 1), (1, 2)]])?.arrived == milliseconds(1250))
  }

  @Test(arguments: LinkModel.allCases)
  func `nothing moves in an outage`(model: LinkModel) {
    // 0.5 Mbit in [0.5, 1), nothing until 3, the rest at 0.25 Mbit/s until 5, when the next outage begins.
    #expect(visit(model, windows: [[(0, 1), (1, 0), (3, 0.25)], [(5, 0)]])?.arrived == seconds(5))
  }

  @Test(arguments: LinkModel.allCases)
  func `a transmission carries its remaining bits into the next window`(model: LinkModel) {
    // 0.45 Mbit in [0.5, 5), 0.55 Mbit at 1.1 Mbit/s.
    #expect(visit(model, windows: [[(0, 0.1)], [(5, 1.1)]])?.arrived == milliseconds(5500))
  }

  @Test(arguments: LinkModel.allCases)
  func `an outage over whole windows keeps the bits that were sent`(model: LinkModel) {
    let windows: [[(Int64, Double)]] = [[(0, 1), (1, 0)], [(5, 0)], [(10, 0)], [(15, 0), (16, 0.5)]]
    #expect(visit(model, windows: windows)?.arrived == seconds(17))
  }

  @Test(arguments: LinkModel.allCases)
  func `the last bit arrives at the first whole nanosecond after it was sent`(model: LinkModel) {
    // 1 Mbit at 3 Mbit/s is 333,333,333.3 ns.
    #expect(visit(model, windows: [[(0, 3)]])?.arrived == SimulationTime(nanoseconds: 833_333_334))
  }

  @Test func `tasks queue for a FIFO link`() {
    let journal = chain.run(.queue, [arrival(0, at: .zero), arrival(1, at: milliseconds(400))])
    #expect(journal.hops.map(\.arrived) == [seconds(1), seconds(2)])
  }

  @Test func `tasks do not wait for each other on a pure delay`() {
    let journal = chain.run(.delay, [arrival(0, at: .zero), arrival(1, at: milliseconds(400))])
    #expect(journal.hops.map(\.arrived) == [seconds(1), milliseconds(1400)])
  }

  @Test func `propagation delays the arrival and does not occupy the link`() {
    let far = Chain(serviceMilliseconds: [1], propagationMilliseconds: 300)
    let journal = far.run(.queue, [arrival(0, at: .zero), arrival(1, at: .zero)])
    #expect(journal.hops.map(\.arrived) == [milliseconds(1300), milliseconds(2300)])
  }

  @Test func `propagation goes on through an outage and past the end of a window`() {
    let far = Chain(serviceMilliseconds: [1], propagationMilliseconds: 900)
    var world = far.world(), journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: milliseconds(1500), bitsPerSecond: [1e6]),
      arrivals: [arrival(0, at: .zero)], plan: far.plan(), observer: &journal)
    #expect(world.linkBacklog(at: milliseconds(1500)) == [1])
    world.advance(
      through: RateWindow(start: milliseconds(1500), end: seconds(3), bitsPerSecond: [0]), arrivals: [],
      plan: far.plan(), observer: &journal)
    #expect(journal.visits.first?.arrived == milliseconds(1900))
  }

  @Test func `tasks held by an outage leave a FIFO link in the order sent`() {
    var world = chain.world(.queue), journal = Journal()
    let sent = (0..<4).map { arrival(3 - $0, at: milliseconds(Int64($0) * 100)) }
    world.advance(
      through: RateWindow(start: .zero, end: seconds(1), bitsPerSecond: [0]), arrivals: sent,
      plan: chain.plan(),
      observer: &journal)
    world.advance(
      through: RateWindow(start: seconds(1), end: seconds(3), bitsPerSecond: [1e6]),
      arrivals: [arrival(4, at: milliseconds(1100))], plan: chain.plan(), observer: &journal)
    world.advance(
      through: RateWindow(start: seconds(3), end: seconds(9), bitsPerSecond: [1e6]), arrivals: [],
      plan: chain.plan(), observer: &journal)
    #expect(journal.visits.map(\.task) == [3, 2, 1, 0, 4])
    #expect(journal.visits.map(\.arrived) == (2...6).map { seconds($0) })
  }

  @Test func `tasks held by an outage share a pure delay without waiting`() {
    var world = chain.world(.delay), journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: seconds(1), bitsPerSecond: [0.5e6]),
      arrivals: [arrival(0, at: .zero), arrival(1, at: milliseconds(500))], plan: chain.plan(),
      observer: &journal)
    world.advance(
      through: RateWindow(start: seconds(1), end: seconds(9), bitsPerSecond: [1e6]), arrivals: [],
      plan: chain.plan(), observer: &journal)
    #expect(journal.visits.map(\.arrived) == [milliseconds(1500), milliseconds(1750)])
  }

  @Test func `a task without bits takes no time, even in an outage`() {
    let empty = Chain(serviceMilliseconds: [1], inputBytes: 0)
    let journal = empty.run(.queue, [arrival(0, at: milliseconds(7))], bitsPerSecond: 0)
    #expect(journal.visits.first?.arrived == milliseconds(7))
  }
}
