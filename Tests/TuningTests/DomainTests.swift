import Testing

@testable import Tuning

@Suite struct DomainTests {
  private static let domains: [Domain] = [
    .float(from: -2, to: 5, isLogarithmic: false), .float(from: 0.001, to: 10, isLogarithmic: true),
    .integer(from: 1, to: 7, isLogarithmic: false), .integer(from: 5, to: 100, isLogarithmic: true),
    .choice(["a", "b", "c"]),
  ]

  @Test(arguments: domains)
  func `a value's text and place lead back to it`(domain: Domain) {
    for step in 0...200 {
      let value = domain.value(at: Double(step) / 200)
      #expect(domain.value(of: domain.text(of: value)) == value)
      #expect(abs(domain.value(at: domain.place(of: value)) - value) <= 2e-3 * max(1, abs(value)))
    }
  }

  @Test func `floats are what can be written down, ends included`() {
    let domain = Domain.float(from: 0.001, to: 10, isLogarithmic: true)
    #expect([0, 0.25, 0.5, 1].map(domain.value(at:)) == [0.001, 0.01, 0.1, 10])
    #expect(domain.value(at: 0.61803) == 0.2966)
  }

  @Test func `every whole number and every word has the same share`() {
    for domain in [Domain.integer(from: 3, to: 6, isLogarithmic: false), .choice(["a", "b", "c", "d"])] {
      let values = (0..<4000).map { domain.value(at: (Double($0) + 0.5) / 4000) }
      for value in Set(values) { #expect(values.count { $0 == value } == 1000) }
      #expect(Set(values).count == 4)
    }
  }

  @Test func `a grid has its ends and nothing twice`() {
    #expect(Domain.float(from: 1, to: 100, isLogarithmic: true).grid(points: 3) == [1, 10, 100])
    #expect(Domain.integer(from: 2, to: 4, isLogarithmic: false).grid(points: 9) == [2, 3, 4])
    let whole = Domain.integer(from: 1, to: 50, isLogarithmic: true).grid(points: 10)
    #expect(whole == Array(Set(whole)).sorted())
  }
}
