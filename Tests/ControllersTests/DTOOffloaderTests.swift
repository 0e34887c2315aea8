import Controllers
import EdgeModel
import Testing

@Suite struct DTOOffloaderTests {
  private func offer(_ price: Double, _ steepness: Double = 1) -> DTOOffloader.Offer {
    DTOOffloader.Offer(price: price, steepness: steepness)
  }

  @Test func `the fixed step moves eta times the price gap`() {
    // Model (10): Δp = min(p, η (δ − δ*)): 0.5 · 0.2 = 0.1 and 0.5 · 0.4 = 0.2.
    var probability = [0.5, 0.3, 0.2]
    FixedStep(stepSize: 0.5).move(&probability, arcs: 0..<3, offers: [offer(0.3), offer(0.1), offer(0.5)])
    #expect(zip(probability, [0.4, 0.6, 0.0]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func `the curvature step divides by the steepness of both ends`() {
    // Model (11): 1 · 0.2 / (3 + 1) = 0.05.
    var probability = [0.5, 0.5]
    CurvatureStep(stepSize: 1).move(&probability, arcs: 0..<2, offers: [offer(0.3, 3), offer(0.1, 1)])
    #expect(zip(probability, [0.45, 0.55]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func `nothing moves between equal prices, not even with flat receivers`() {
    var probability = [0.25, 0.75]
    CurvatureStep(stepSize: 1).move(&probability, arcs: 0..<2, offers: [offer(0.1, 0), offer(0.1, 0)])
    #expect(probability == [0.25, 0.75])
  }

  @Test func `flat receivers with a gap send everything to the better one`() {
    var probability = [0.25, 0.75]
    CurvatureStep(stepSize: 1).move(&probability, arcs: 0..<2, offers: [offer(0.1, 0), offer(0.2, 0)])
    #expect(probability == [1, 0])
  }

  @Test func `arcs of other nodes are left alone`() {
    var probability = [1, 0.5, 0.5, 1]
    FixedStep(stepSize: 1e9).move(
      &probability, arcs: 1..<3, offers: [offer(0), offer(0.9), offer(0.1), offer(0)])
    #expect(probability == [1, 0, 1, 1])
  }

  @Test func `probabilities stay a distribution over many random moves`() {
    var probability = [Double](repeating: 0.2, count: 5)
    for round in 0..<10_000 {
      let offers = (0..<5).map { offer(Double((round * 7 + $0 * 13) % 11), Double($0)) }
      CurvatureStep(stepSize: 0.3).move(&probability, arcs: 0..<5, offers: offers)
    }
    #expect(probability.allSatisfy { $0 >= 0 } && abs(probability.reduce(0, +) - 1) < 1e-14)
  }
}
