import EdgeModel
import Testing

@Suite struct MD1QueueTests {
  let queue = MD1Queue(knee: 0.95)

  /// Pollaczek–Khinchine for M/D/1 by hand: N = ρ + ρ²/(2(1−ρ)).
  @Test(arguments: [(0.0, 0.0), (0.5, 0.75), (0.6, 1.05), (0.8, 2.4), (0.9, 4.95)])
  func `the number in system is the Pollaczek-Khinchine mean`(utilisation: Double, number: Double) {
    let value = queue.value(inflow: utilisation / 0.02, serviceSeconds: 0.02)
    #expect(abs(value.number - number) < 1e-12)
  }

  @Test(arguments: [0.05, 0.3, 0.6, 0.9, 0.949, 0.96, 1.0, 1.3, 4.0])
  func `derivatives agree with finite differences`(utilisation: Double) {
    let service = 0.013, inflow = utilisation / service, step = inflow * 1e-5
    let below = queue.value(inflow: inflow - step, serviceSeconds: service)
    let here = queue.value(inflow: inflow, serviceSeconds: service)
    let above = queue.value(inflow: inflow + step, serviceSeconds: service)
    let slope = (above.number - below.number) / (2 * step)
    let bend = (above.marginal - below.marginal) / (2 * step)
    #expect(abs(here.marginal - slope) < 1e-6 * here.marginal)
    #expect(abs(here.curvature - bend) < 1e-4 * here.curvature)
  }

  @Test func `value, slope and curvature are continuous at the knee`() {
    let below = queue.value(inflow: 0.95 - 1e-12, serviceSeconds: 1)
    let above = queue.value(inflow: 0.95 + 1e-12, serviceSeconds: 1)
    #expect(abs(below.number - above.number) < 1e-8)
    #expect(abs(below.marginal - above.marginal) < 1e-6)
    #expect(abs(below.curvature - above.curvature) < 1e-5)
  }

  @Test func `an overloaded queue has a finite cost that rises convexly`() {
    let values = [0.9, 1.0, 1.5, 3.0, 10.0].map { queue.value(inflow: $0, serviceSeconds: 1) }
    #expect(values.allSatisfy { $0.number.isFinite })
    #expect(zip(values, values.dropFirst()).allSatisfy { $0.number < $1.number && $0.marginal < $1.marginal })
  }

  /// N(0.95) = 0.95 + 0.9025/0.1 = 9.975; beyond it N grows by e·N′ + e²N″/2 with N′ = 1 + 0.9975/0.005 and N″ = 8000.
  @Test func `what a queue holds beyond its knee is penalty`() {
    #expect(queue.value(inflow: 0.95, serviceSeconds: 1).penalty == 0)
    #expect(queue.value(inflow: 7, serviceSeconds: 0).penalty == 0)
    let expected = 0.1 * (1 + 0.9975 / 0.005) + 0.5 * 8000 * 0.01
    #expect(abs(queue.value(inflow: 2.1, serviceSeconds: 0.5).penalty - expected) < 1e-9)
  }

  @Test func `queues in vectors have the numbers of single ones`() {
    let utilisation: [Double] = [0, 0.3, 0.949, 0.95, 0.96, 1.5, 9, 0.7],
      service = SIMD8<Double>(repeating: 0.02)
    var inflow = SIMD8<Double>()
    for lane in inflow.indices { inflow[lane] = utilisation[lane] / service[lane] }
    let slopes = queue.slopes(inflow: inflow, serviceSeconds: service)
    for lane in inflow.indices {
      let value = queue.value(inflow: inflow[lane], serviceSeconds: service[lane])
      #expect(slopes.marginal[lane] == value.marginal && slopes.curvature[lane] == value.curvature)
      let four = queue.values(
        inflow: SIMD4(repeating: inflow[lane]), serviceSeconds: SIMD4(repeating: service[lane]))
      #expect(four.number[1] == value.number && four.marginal[2] == value.marginal)
      #expect(four.penalty[3] == value.penalty)
    }
  }

  @Test func `an idle queue still has its service time as its price`() {
    let idle = queue.value(inflow: 0, serviceSeconds: 0.02)
    #expect(idle.number == 0 && idle.marginal == 0.02 && abs(idle.curvature - 0.0004) < 1e-18)
  }

  @Test func `a node that only sends costs nothing`() {
    let sender = queue.value(inflow: 100, serviceSeconds: 0)
    #expect(sender.number == 0 && sender.marginal == 0 && sender.curvature == 0)
  }

  @Test func `a knee outside (0, 1) is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = MD1Queue(knee: 1) }
  }
}
