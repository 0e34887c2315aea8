import EdgeModel
import Simulation
import Testing

/// What only a programmer can get wrong stops the program.
@Suite struct PreconditionTests {
  @Test func `windows must continue where the last one ended`() async {
    await #expect(processExitsWith: .failure) {
      let chain = Chain(serviceMilliseconds: [1])
      var world = chain.world(), journal = Journal()
      for start in [0, 2] as [Int64] {
        world.advance(
          through: RateWindow(start: seconds(start), end: seconds(start + 1), bitsPerSecond: [1e6]),
          arrivals: [],
          plan: chain.plan(), observer: &journal)
      }
    }
  }

  @Test func `arrivals must be in order`() async {
    await #expect(processExitsWith: .failure) {
      _ = Chain(serviceMilliseconds: [1]).run(
        .queue, [arrival(0, at: seconds(2)), arrival(1, at: seconds(1))])
    }
  }

  @Test func `simultaneous arrivals must be in order of task`() async {
    await #expect(processExitsWith: .failure) {
      _ = Chain(serviceMilliseconds: [1]).run(
        .queue, [arrival(1, at: seconds(1)), arrival(0, at: seconds(1))])
    }
  }

  @Test func `an arrival at the end of the window belongs to the next`() async {
    await #expect(processExitsWith: .failure) {
      _ = Chain(serviceMilliseconds: [1]).run(.queue, [arrival(0, at: seconds(1))], length: seconds(1))
    }
  }

  @Test func `the first rate of an arc must begin with the window`() async {
    await #expect(processExitsWith: .failure) {
      _ = RateWindow(start: .zero, end: seconds(2), first: [0, 1], time: [seconds(1)], bitsPerSecond: [1e6])
    }
  }

  @Test func `the rates of an arc must be in order`() async {
    await #expect(processExitsWith: .failure) {
      _ = RateWindow(
        start: .zero, end: seconds(3), first: [0, 3], time: [seconds(0), seconds(2), seconds(1)],
        bitsPerSecond: [1, 2, 3])
    }
  }

  @Test func `the last rate of an arc must begin before the end of the window`() async {
    await #expect(processExitsWith: .failure) {
      _ = RateWindow(
        start: .zero, end: seconds(2), first: [0, 2, 3], time: [seconds(0), seconds(2), seconds(0)],
        bitsPerSecond: [1, 2, 3])
    }
  }

  @Test func `every arc must have a rate`() async {
    await #expect(processExitsWith: .failure) {
      _ = RateWindow(
        start: .zero, end: seconds(2), first: [0, 1, 1], time: [seconds(0)], bitsPerSecond: [1])
    }
  }

  @Test func `the rates of an arc must not begin where another's are`() async {
    await #expect(processExitsWith: .failure) {
      _ = RateWindow(
        start: .zero, end: seconds(2), first: [0, 1, 2, 3],
        time: [seconds(0), seconds(1), seconds(0)], bitsPerSecond: [1, 2, 3])
    }
  }

  @Test func `a rate must be finite`() async {
    await #expect(processExitsWith: .failure) {
      _ = RateWindow(start: .zero, end: seconds(2), bitsPerSecond: [1e6, .infinity])
    }
  }

  @Test func `probabilities must sum to 1`() async {
    await #expect(processExitsWith: .failure) {
      let chain = Chain(serviceMilliseconds: [1])
      var plan = chain.plan(), world = chain.world(), journal = Journal()
      plan.probability[0] = 0.9
      world.advance(
        through: RateWindow(start: .zero, end: seconds(1), bitsPerSecond: [1e6]), arrivals: [], plan: plan,
        observer: &journal)
    }
  }
}
