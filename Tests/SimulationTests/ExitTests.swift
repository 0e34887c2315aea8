import EdgeModel
import Simulation
import Testing

@Suite struct ExitTests {
  let chain = Chain(serviceMilliseconds: [10, 10])

  @Test(arguments: [(49, 2), (50, 1), (51, 1), (99, 1)])
  func `a task exits when its confidence reaches the threshold`(sample: Int, stage: Int) {
    let journal = chain.run(.delay, [arrival(0, at: .zero, sample: sample)], level: 2)
    #expect(journal.tasks.map(\.stage) == [stage])
    #expect(journal.tasks.map(\.isCorrect) == [sample.isMultiple(of: 2)])
  }

  @Test(arguments: [0, 99])
  func `the last stage lets every task out and no stage before does at never exit`(sample: Int) {
    let journal = chain.run(.delay, [arrival(0, at: .zero, sample: sample)])
    #expect(journal.visits.map(\.exited) == [false, true])
    #expect(journal.visits.map(\.isCorrect) == [nil, sample == 0])
  }

  @Test func `a visit tells the confidence where there is an exit to choose`() {
    let journal = chain.run(.delay, [arrival(0, at: .zero, sample: 30)], level: 2)
    #expect(journal.visits.map(\.confidence) == [0.30, nil])
  }

  @Test func `a stage without an exit passes all tasks on`() {
    let right = (0..<100).map { _ in true }
    let profile = ExitProfile(stages: [
      .init(confidence: nil, isCorrect: nil), .init(confidence: nil, isCorrect: right),
    ])
    let layers = [
      Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
      Layer(serviceSeconds: [0.01], inputBytes: 1000, exit: .none),
      Layer(serviceSeconds: [0.01], inputBytes: 1000, exit: profile.exit(ofStage: 2, thresholds: [])),
    ]
    let arc = [Network.Arc(tail: 0, head: 0, propagationSeconds: 0)]
    let network = Network(layers: layers, arcs: [arc, arc])
    var world = World(network: network, linkModel: .delay, profile: profile, seed: 1), journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: seconds(1), bitsPerSecond: [1e6, 1e6]),
      arrivals: [arrival(0, at: .zero, sample: 99)], plan: .uniform(on: network), observer: &journal)
    #expect(journal.visits.map(\.exited) == [false, true])
    #expect(journal.visits.map(\.confidence) == [nil, nil])
  }

  /// The stage at which a task that finishes stage 1 at 1.01 s leaves, if the slots change at `boundary`.
  func stage(boundary: SimulationTime, firstLevel: Int, secondLevel: Int) -> Int? {
    var world = chain.world(), journal = Journal()
    world.advance(
      through: RateWindow(start: .zero, end: boundary, bitsPerSecond: [1e6, 1e6]),
      arrivals: [arrival(0, at: .zero, sample: 60)], plan: chain.plan(level: firstLevel), observer: &journal)
    world.advance(
      through: RateWindow(start: boundary, end: seconds(9), bitsPerSecond: [1e6, 1e6]), arrivals: [],
      plan: chain.plan(level: secondLevel), observer: &journal)
    return journal.tasks.first?.stage
  }

  @Test func `a task obeys the threshold in force when it finishes`() {
    // Served from 1.000 s to 1.010 s; the threshold changes from 0.5 to 0.75 or back.
    #expect(stage(boundary: milliseconds(1005), firstLevel: 2, secondLevel: 3) == 2)
    #expect(stage(boundary: milliseconds(1005), firstLevel: 3, secondLevel: 2) == 1)
    #expect(stage(boundary: milliseconds(1011), firstLevel: 2, secondLevel: 3) == 1)
  }

  @Test func `a task that finishes at the end of a slot obeys the plan of the next`() {
    #expect(stage(boundary: milliseconds(1010), firstLevel: 2, secondLevel: 3) == 2)
    #expect(stage(boundary: milliseconds(1010), firstLevel: 3, secondLevel: 2) == 1)
  }
}
