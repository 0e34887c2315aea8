import Controllers
import EdgeModel
import Testing

@Suite struct DTOOffloaderTests {
  private func offer(_ probability: Double, _ price: Double, _ steepness: Double = 1) -> DTOOffloader.Offer {
    DTOOffloader.Offer(probability: probability, price: price, steepness: steepness)
  }

  private func moved(_ offers: [DTOOffloader.Offer], by rule: some StepRule) -> [Double] {
    var offers = offers
    var span = offers.mutableSpan
    rule.move(&span, count: span.count)
    return offers.map(\.probability)
  }

  @Test func `the fixed step moves eta times the price gap`() {
    // Model (10): Δp = min(p, η (δ − δ*)): 0.5 · 0.2 = 0.1 and 0.5 · 0.4 = 0.2.
    let probability = moved(
      [offer(0.5, 0.3), offer(0.3, 0.1), offer(0.2, 0.5)], by: FixedStep(stepSize: 0.5))
    #expect(zip(probability, [0.4, 0.6, 0.0]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func `the curvature step divides by the steepness of both ends`() {
    // Model (11): 1 · 0.2 / (3 + 1) = 0.05.
    let probability = moved([offer(0.5, 0.3, 3), offer(0.5, 0.1, 1)], by: CurvatureStep(stepSize: 1))
    #expect(zip(probability, [0.45, 0.55]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func `nothing moves between equal prices, not even with flat receivers`() {
    let probability = moved([offer(0.25, 0.1, 0), offer(0.75, 0.1, 0)], by: CurvatureStep(stepSize: 1))
    #expect(probability == [0.25, 0.75])
  }

  @Test func `flat receivers with a gap send everything to the better one`() {
    let probability = moved([offer(0.25, 0.1, 0), offer(0.75, 0.2, 0)], by: CurvatureStep(stepSize: 1))
    #expect(probability == [1, 0])
  }

  @Test(arguments: [true, false])
  func `offers beyond the count are left alone`(isExact: Bool) {
    var offers = [offer(0.5, 0.9), offer(0.5, 0.1), offer(1, 0)]
    var span = offers.mutableSpan
    if isExact {
      ExactStep(stepSize: 1e9).move(&span, count: 2)
    } else {
      FixedStep(stepSize: 1e9).move(&span, count: 2)
    }
    #expect(abs(offers[0].probability) < 1e-6 && abs(offers[1].probability - 1) < 1e-6)
    #expect(offers[2] == offer(1, 0))
  }

  @Test func `probabilities stay a distribution over many random moves`() {
    var probability = [Double](repeating: 0.2, count: 5)
    for round in 0..<10_000 {
      let offers = (0..<5).map { offer(probability[$0], Double((round * 7 + $0 * 13) % 11), Double($0)) }
      probability = moved(offers, by: CurvatureStep(stepSize: 0.3))
    }
    #expect(probability.allSatisfy { $0 >= 0 } && abs(probability.reduce(0, +) - 1) < 1e-14)
  }
}
