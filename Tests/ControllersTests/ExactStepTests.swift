import Controllers
import CounterRandom
import EdgeModel
import TestSupport
import Testing

@Suite struct ExactStepTests {
  private func solved(_ start: [Double], _ offers: [(price: Double, steepness: Double)]) -> [Double] {
    var offers = zip(start, offers).map {
      DTOOffloader.Offer(probability: $0, price: $1.price, steepness: $1.steepness)
    }
    var span = offers.mutableSpan
    ExactStep(stepSize: 1).move(&span, count: span.count)
    return offers.map(\.probability)
  }

  /// Two receivers, δ = 0.3 and 0.1, k = 1 and 1: ν = 0.2, so p moves by 0.1.
  @Test func `two receivers meet where their prices would`() {
    #expect(zip(solved([0.5, 0.5], [(0.3, 1), (0.1, 1)]), [0.4, 0.6]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// δ = 0.5, k = 1 from p = 0.1 would have to fall by more than 0.1: it is left empty, and nothing else moves.
  @Test func `a receiver that is too dear is left empty`() {
    let moved = solved([0.1, 0.45, 0.45], [(0.5, 1), (0.1, 1), (0.1, 1)])
    #expect(zip(moved, [0, 0.5, 0.5]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `flat receivers send everything to the cheapest`() {
    #expect(zip(solved([0.5, 0.5], [(0.3, 0), (0.1, 0)]), [0, 1]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  /// Optimality (Karush-Kuhn-Tucker): where q > 0 the model's slope δ + k (q − p) is the same, elsewhere no lower.
  @Test(arguments: UInt64(0)..<50)
  func `the solution satisfies the optimality conditions`(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    let count = 2 + random.integer(0, below: 8)
    let weights = (0..<count).map { random.uniform(UInt64($0) + 1) }
    let start = weights.map { $0 / weights.reduce(0, +) }
    let offers = (0..<count).map {
      (price: 0.01 + random.uniform(UInt64($0) + 20), steepness: 0.01 + 3 * random.uniform(UInt64($0) + 40))
    }
    let moved = solved(start, offers)
    #expect(abs(moved.reduce(0, +) - 1) < 1e-12 && moved.allSatisfy { $0 >= 0 }, "seed \(seed)")
    let slopes = moved.indices.map { offers[$0].price + offers[$0].steepness * (moved[$0] - start[$0]) }
    let used = moved.indices.filter { moved[$0] > 1e-12 }.map { slopes[$0] }
    let least = used.min() ?? .infinity
    #expect((used.max() ?? 0) - least < 1e-9, "seed \(seed)")
    #expect(slopes.allSatisfy { $0 >= least - 1e-9 }, "seed \(seed)")
  }

  @Test(arguments: UInt64(0)..<10)
  func `with fixed thresholds the objective never rises, at any load`(seed: UInt64) throws {
    for load in [0.4, 0.8, 1.05] {
      let problem = RandomProblem.make(seed: seed, load: load)
      var settings = try ControllerEntry.named("dto-ee-exact").defaults
      (settings.rounds, settings.tolerance, settings.thresholdEvery) = (60, 0, 0)
      var controller = DTOEE(
        network: problem.network, cost: problem.cost, settings: settings, recordsHistory: true)
      let backlog = [Int](repeating: 0, count: problem.network.nodeCount)
      let history = controller.decide(
        Observation(slot: 0, conditions: problem.conditions, backlog: backlog)
      ).history.map(\.objectiveSeconds)
      for (before, after) in zip(history, history.dropFirst()) {
        #expect(after <= before * 1.01, "seed \(seed), load \(load)")
      }
      #expect(try #require(history.last) <= history[0] * (1 + 1e-9), "seed \(seed), load \(load)")
    }
  }
}
