import EdgeModel
import Testing

@Suite struct SojournTests {
  let queue = MD1Queue(knee: 0.95)

  /// Pollaczek–Khinchine for M/D/1 by hand: S = s (1 + ρ/(2(1−ρ))); at ρ = 0.8 three service times.
  @Test(arguments: [(0.0, 1.0), (0.5, 1.5), (0.8, 3.0), (0.9, 5.5)])
  func `the time in system is the Pollaczek-Khinchine mean`(utilisation: Double, services: Double) {
    let sojourn = queue.sojourn(inflow: utilisation / 0.02, serviceSeconds: 0.02)
    #expect(abs(sojourn.seconds - 0.02 * services) < 1e-12)
  }

  @Test(arguments: [0.05, 0.3, 0.6, 0.9, 0.949, 0.96, 1.0, 1.3, 4.0])
  func `derivatives agree with finite differences, and Little's law holds`(utilisation: Double) {
    let service = 0.013, inflow = utilisation / service, step = inflow * 1e-5
    let sojourns = [inflow - step, inflow, inflow + step].map {
      queue.sojourn(inflow: $0, serviceSeconds: service)
    }
    let slope = (sojourns[2].seconds - sojourns[0].seconds) / (2 * step)
    let bend = (sojourns[2].slope - sojourns[0].slope) / (2 * step)
    #expect(abs(sojourns[1].slope - slope) < 1e-6 * abs(slope))
    #expect(abs(sojourns[1].curvature - bend) < 1e-4 * abs(bend) + 1e-9)
    let number = queue.value(inflow: inflow, serviceSeconds: service).number
    #expect(abs(inflow * sojourns[1].seconds - number) < 1e-12 * number)
  }

  /// What a player adds to its own delay, x S(a + x), is convex below, across and beyond the knee.
  @Test(arguments: [0.0, 0.4, 0.9, 0.95, 1.2])
  func `a player's own delay is convex in what it sends`(others: Double) {
    let marginal = stride(from: 0.0, to: 2, by: 0.01).map { own in
      let sojourn = queue.sojourn(inflow: others + own, serviceSeconds: 1)
      return sojourn.seconds + own * sojourn.slope
    }
    #expect(zip(marginal, marginal.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
  }

  @Test func `a node that only sends takes no time`() {
    #expect(queue.sojourn(inflow: 5, serviceSeconds: 0) == .init(seconds: 0, slope: 0, curvature: 0))
  }
}
