import CounterRandom
import Foundation
import Testing

@testable import Replay

@Suite struct PairedDifferenceTests {
  private func difference(_ values: [Double], lessIsBetter: Bool = true) throws -> PairedDifference {
    try #require(PairedDifference(values, lessIsBetter: lessIsBetter))
  }

  @Test func `four slots, by hand`() throws {
    // Mean 2.5, variance 5/3, t(0.975, 3) = 3.182. Lag 1: (0.75 − 0.25 + 0.75) / 5 + 1/4 = 0.5, which triples the variance
    // of the mean: half a width of 3.182 √(3 · 5/12).
    let found = try difference([1, 2, 3, 4])
    #expect(found.mean == 2.5)
    #expect(abs((found.halfWidth ?? .nan) - 3.5576) < 5e-5)
    #expect(found.verdict == .indistinguishable)
  }

  @Test func `two slots have one degree of freedom`() throws {
    let found = try difference([-1, -3])
    #expect(found.mean == -2)
    #expect(abs((found.halfWidth ?? .nan) - 12.706) < 1e-9)
    #expect(found.verdict == .indistinguishable)
  }

  @Test func `forty slots are twenty batches of two`() throws {
    // Batch means alternate 1 and 3: variance 20/19, t(0.975, 19) = 2.093.
    let values = (0..<40).map { slot in [0.0, 2, 2, 4][slot % 4] }
    let found = try difference(values)
    #expect(found.mean == 2)
    #expect(abs((found.halfWidth ?? .nan) - 2.093 * (1.0 / 19).squareRoot()) < 1e-9)
  }

  @Test func `slow swings widen the interval, because neighbours are batched`() throws {
    let slow = (0..<60).map { $0 < 30 ? -1.0 : 1.0 }, fast = (0..<60).map { $0 % 2 == 0 ? -1.0 : 1.0 }
    let slowWidth = try #require(try difference(slow).halfWidth)
    let fastWidth = try #require(try difference(fast).halfWidth)
    #expect(slowWidth > 2 * fastWidth)
  }

  @Test func `batches that do not come out even still hold every slot`() throws {
    let found = try difference((0..<33).map { $0 == 32 ? 20 : 0 })
    #expect(found.mean == 0.5, "the last of 20 batches holds two slots, 0 and 20")
  }

  @Test func `one slot has no interval and no verdict, none no difference`() throws {
    let found = try difference([5])
    #expect(found.mean == 5 && found.halfWidth == nil && found.verdict == .indistinguishable)
    #expect(PairedDifference([], lessIsBetter: true) == nil)
  }

  @Test(arguments: [
    ([-2.0, -2.1, -1.9], true, PairedDifference.Verdict.better),
    ([-2.0, -2.1, -1.9], false, .worse),
    ([2.0, 2.1, 1.9], true, .worse),
    ([2.0, 2.1, 1.9], false, .better),
    ([-2.0, 2.1, 0.1], true, .indistinguishable),
    ([0.0, 0.0, 0.0], true, .indistinguishable),
    ([-1.0, -1.0, -1.0], true, .better),
  ])
  func `the verdict says which side of 0 the whole interval is on`(
    values: [Double], lessIsBetter: Bool, verdict: PairedDifference.Verdict
  ) throws {
    #expect(try difference(values, lessIsBetter: lessIsBetter).verdict == verdict)
  }

  /// A first-order autoregression about `mean`, of unit innovations, as differences of neighbouring slots are.
  private func autoregression(_ seed: Int, count: Int, coefficient: Double, mean: Double) -> [Double] {
    let random = CounterRandom(seed: UInt64(seed), stream: .synthesis)
    func normal(_ index: Int) -> Double {
      let radius = (-2 * log(1 - random.uniform(UInt64(2 * index)))).squareRoot()
      return radius * cos(2 * .pi * random.uniform(UInt64(2 * index + 1)))
    }
    var value = normal(0) / (1 - coefficient * coefficient).squareRoot()
    return (1...count).map { index in
      value = coefficient * value + normal(index)
      return mean + value
    }
  }

  /// Independent slots, slots that depend on each other, and long runs of slots that do so strongly.
  @Test(arguments: [
    (60, 0.0), (60, 0.3), (60, 0.5), (60, 0.7), (360, 0.0), (360, 0.7), (360, 0.9), (2000, 0.9),
  ])
  func `the interval covers the true mean in 90 to 99 of 100 runs`(count: Int, coefficient: Double) throws {
    let runs = 1000
    let covered = try (0..<runs).count { seed in
      let found = try difference(
        autoregression(seed, count: count, coefficient: coefficient, mean: 0.3))
      return abs(found.mean - 0.3) <= (found.halfWidth ?? .infinity)
    }
    #expect((0.90...0.99).contains(Double(covered) / Double(runs)), "\(covered) of \(runs)")
  }
}
