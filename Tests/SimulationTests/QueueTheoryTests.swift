import EdgeModel
import Foundation
import Simulation
import Testing

/// Poisson arrivals at one FIFO server or link against Pollaczek–Khinchine.
@Suite struct QueueTheoryTests {
  /// An observer that keeps only the sojourn of each visit, in s.
  struct Sojourns: WorldObserver {
    var atServer: [Double] = [], onLink: [Double] = []

    let keepsVisits = true

    mutating func visited(_ visits: [Visit]) {
      for visit in visits {
        guard let arrived = visit.arrived, let finished = visit.finished else { continue }
        atServer.append((finished - arrived).seconds)
        onLink.append((arrived - visit.sent).seconds)
      }
    }

    mutating func completed(_ tasks: [CompletedTask]) {}
    mutating func dropped(_ tasks: [DroppedTask]) {}
  }

  /// The mean over equal batches with the half width of its 99 % confidence interval; the first batch warms up.
  static func interval(_ values: [Double]) -> (mean: Double, halfWidth: Double) {
    let batches = 25, size = values.count / (batches + 1)
    let means = (1...batches).map { batch in
      values[(batch * size)..<((batch + 1) * size)].reduce(0, +) / Double(size)
    }
    let mean = means.reduce(0, +) / Double(batches)
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(batches - 1)
    let quantile = 2.797  // Student's t with 24 degrees of freedom, 99.5 %
    return (mean, quantile * (variance / Double(batches)).squareRoot())
  }

  /// W = s + ρ s / (2 (1 − ρ))
  static func pollaczekKhinchine(service: Double, utilisation: Double) -> Double {
    service + utilisation * service / (2 * (1 - utilisation))
  }

  /// Poisson arrivals of rate `utilisation` per 10 ms, through a world whose server or link takes 10 ms.
  static func sojourns(utilisation: Double, tasks: Int, onLink: Bool, _ engine: SimulationEngine) -> [Double]
  {
    let chain = Chain(serviceMilliseconds: [onLink ? 0.001 : 10])
    var draws = Draws(seed: onLink ? 21 : 20), time = 0.0
    let arrivals = (0..<tasks).map { task in
      time += draws.exponential(mean: 0.01 / utilisation)
      return arrival(task, at: SimulationTime(seconds: time))
    }
    // The server's own link is a constant delay, so that its arrivals stay Poisson.
    var world = chain.world(onLink ? .queue : .delay, engine: engine), sojourns = Sojourns()
    let end = SimulationTime(seconds: time) + seconds(60)
    world.advance(
      through: RateWindow(start: .zero, end: end, bitsPerSecond: [1e8]), arrivals: arrivals,
      plan: chain.plan(),
      observer: &sojourns)
    return onLink ? sojourns.onLink : sojourns.atServer
  }

  @Test(arguments: [(0.3, 20_000), (0.6, 50_000), (0.9, 500_000)], [false, true])
  func `the mean sojourn at servers and on FIFO links is that of Pollaczek and Khinchine`(
    load: (utilisation: Double, tasks: Int), onLink: Bool
  ) {
    // The engines agree to the nanosecond; the long run is left to the fast one.
    let engine = load.tasks > 100_000 ? SimulationEngine.layers : .events
    let sojourns = Self.sojourns(
      utilisation: load.utilisation, tasks: load.tasks, onLink: onLink, engine)
    if engine == .events {
      #expect(
        sojourns
          == Self.sojourns(utilisation: load.utilisation, tasks: load.tasks, onLink: onLink, .layers))
    }
    let expected = Self.pollaczekKhinchine(service: 0.01, utilisation: load.utilisation)
    let found = Self.interval(sojourns)
    #expect(sojourns.count == load.tasks)
    #expect(
      abs(found.mean - expected) < found.halfWidth, "\(found.mean) ± \(found.halfWidth), expected \(expected)"
    )
    #expect(2 * found.halfWidth < 0.1 * expected, "an interval of \(2 * found.halfWidth) says little")
  }

  @Test(arguments: [0.3, 0.6, 0.9])
  func `the formula is the model's mean number by Little's law`(utilisation: Double) {
    let number = MD1Queue().value(inflow: utilisation / 0.01, serviceSeconds: 0.01).number
    let sojourn = Self.pollaczekKhinchine(service: 0.01, utilisation: utilisation)
    #expect(abs(number / (utilisation / 0.01) - sojourn) < 1e-12)
  }
}
