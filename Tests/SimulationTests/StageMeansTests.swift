import CounterRandom
import EdgeModel
import Foundation
import Simulation
import Testing

/// Stages in a row against other people's programs: 50 sources, 8-8-4 servers at utilisation 0.7.
@Suite struct StageMeansTests {
  /// Mean sojourns per stage in s that independent simulations of 20 seeds of 10⁶ tasks found.
  static let published = [0.2427, 0.2325, 0.1090]

  struct Sojourns: WorldObserver {
    let keepsVisits = true
    let warmUp: Int
    var sums = [0.0, 0, 0], counts = [0.0, 0, 0]

    mutating func visited(_ visits: [Visit]) {
      for visit in visits where visit.task >= warmUp {
        guard let arrived = visit.arrived, let finished = visit.finished else { continue }
        sums[visit.stage - 1] += (finished - arrived).seconds
        counts[visit.stage - 1] += 1
      }
    }

    mutating func completed(_ tasks: [CompletedTask]) {}
    mutating func dropped(_ tasks: [DroppedTask]) {}
  }

  /// The means of one seed of `tasks` tasks; links take no time.
  static func means(seed: UInt64, tasks: Int) -> [Double] {
    let profile = Chain.profile(stages: 3), service = [0.112, 0.112, 0.056], servers = [8, 8, 4]
    var layers = [Layer(serviceSeconds: [Double](repeating: 0, count: 50), inputBytes: 0, exit: .none)]
    for stage in 0..<3 {
      layers.append(
        Layer(
          serviceSeconds: [Double](repeating: service[stage], count: servers[stage]), inputBytes: 0,
          exit: profile.exit(ofStage: stage + 1, thresholds: [])))
    }
    let arcs = (0..<3).map { stage in
      (0..<layers[stage].serviceSeconds.count).flatMap { tail in
        (0..<servers[stage]).map { Network.Arc(tail: tail, head: $0, propagationSeconds: 0) }
      }
    }
    let network = Network(layers: layers, arcs: arcs)
    var draws = Draws(seed: seed), time = 0.0
    let arrivals = (0..<tasks).map { task in
      time += draws.exponential(mean: 1.0 / 50)
      return arrival(task, at: SimulationTime(seconds: time), device: draws.integer(below: 50))
    }
    var world = World(network: network, linkModel: .delay, profile: profile, seed: seed)
    var sojourns = Sojourns(warmUp: tasks / 10)
    world.advance(
      through: RateWindow(
        start: .zero, end: SimulationTime(seconds: time + 100),
        bitsPerSecond: [Double](repeating: 1e6, count: network.arcCount)),
      arrivals: arrivals, plan: .uniform(on: network), observer: &sojourns)
    return (0..<3).map { sojourns.sums[$0] / sojourns.counts[$0] }
  }

  @Test func `mean sojourns per stage agree with independent programs`() {
    let seeds = 8, runs = (1...seeds).map { Self.means(seed: UInt64($0), tasks: 12_000) }
    for stage in 0..<3 {
      let values = runs.map { $0[stage] }, mean = values.reduce(0, +) / Double(seeds)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(seeds - 1)
      let halfWidth = 3.499 * (variance / Double(seeds)).squareRoot()  // t with 7 degrees of freedom, 99 %
      #expect(abs(mean - Self.published[stage]) < halfWidth, "stage \(stage + 1): \(mean) ± \(halfWidth)")
      #expect(halfWidth < 0.05 * mean, "an interval of \(halfWidth) says little")
    }
  }
}
