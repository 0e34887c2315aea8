import CounterRandom
import Foundation
import Testing

@testable import Tuning

@Suite struct SamplerTests {
  /// A rule, and a size that counts with one of them only.
  private static let tree = [
    Parameter(name: "rule", key: "step_rule", domain: .choice(["fixed", "exact"]), conditions: []),
    Parameter(
      name: "size", key: "step_size", domain: .float(from: 0.01, to: 1, isLogarithmic: true),
      conditions: [.init(parameter: 0, choices: [0])]),
    Parameter(
      name: "rounds", key: "rounds", domain: .integer(from: 1, to: 2, isLogarithmic: false), conditions: []),
  ]

  @Test func `a grid has every combination once, the last parameter fastest`() {
    let grid = GridSampler(parameters: Self.tree, points: 3)
    let expected: [Assignment] = [
      [0, 0.01, 1], [0, 0.01, 2], [0, 0.1, 1], [0, 0.1, 2], [0, 1, 1], [0, 1, 2], [1, nil, 1], [1, nil, 2],
    ]
    #expect(grid.limit == 8 && grid.assignments(of: 1..<9, after: []) == expected)
  }

  @Test func `a parameter has a value exactly when it counts`() {
    let space = Self.tree
    let sobol = SobolSampler(parameters: space, seed: 4)
    let tpe = TPESampler(parameters: space, startup: sobol, startupCount: 4, seed: 4)
    for values in sobol.assignments(of: 1..<33, after: [])
      + tpe.assignments(of: 20..<40, after: trials(space, 16) { $0[0] ?? 0 })
    {
      #expect((values[1] != nil) == (values[0] == 0) && values[2] != nil)
    }
  }

  /// Trials chosen by Sobol points, valued by `objective`.
  private func trials(
    _ parameters: [Parameter], _ count: Int, _ objective: (Assignment) -> Double
  ) -> [Trial] {
    SobolSampler(parameters: parameters, seed: 1).assignments(of: 1..<(count + 1), after: []).enumerated().map
    {
      Trial.of($0.offset + 1, $0.element, objective($0.element))
    }
  }

  private static let line = [
    Parameter(
      name: "x", key: "step_size", domain: .float(from: 0.001, to: 10, isLogarithmic: true), conditions: [])
  ]

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `the estimator looks where the best trials are`(seed: UInt64) {
    // Least at 0.3; within a factor of 3 lies a quarter of the interval, so that 5 of 8 there are no luck (p = 0.03).
    let known = trials(Self.line, 24) { abs(log(($0[0] ?? 1) / 0.3)) }
    let tpe = TPESampler(
      parameters: Self.line, startup: SobolSampler(parameters: Self.line, seed: 1), startupCount: 0,
      seed: seed)
    let chosen = tpe.assignments(of: 25..<33, after: known).compactMap { $0[0] }
    #expect(chosen.count { (0.1...0.9).contains($0) } >= 5, "\(chosen)")
    #expect(Set(chosen).count == chosen.count, "nothing is tried twice")
  }

  @Test func `what is chosen depends on earlier batches only`() {
    let known = trials(Self.line, 16) { $0[0] ?? 0 }
    let sobol = SobolSampler(parameters: Self.line, seed: 1)
    let tpe = TPESampler(parameters: Self.line, startup: sobol, startupCount: 8, seed: 9)
    let once = tpe.assignments(of: 17..<25, after: known)
    #expect(once == tpe.assignments(of: 17..<25, after: known))
    #expect(once != tpe.assignments(of: 25..<33, after: known), "other numbers, other draws")
    #expect(tpe.assignments(of: 1..<9, after: known) == sobol.assignments(of: 1..<9, after: []))
  }

  @Test func `densities add up to one`() {
    let number = Domain.float(from: 0, to: 1, isLogarithmic: false)
    for values in [[], [0.5], [0, 0, 1], [0.1, 0.11, 0.12, 0.9]] {
      let density = ParzenEstimator(number, values)
      let sum = (0..<20_000).reduce(0) { $0 + exp(density.logDensity(of: (Double($1) + 0.5) / 20_000)) }
      #expect(abs(sum / 20_000 - 1) < 1e-6, "\(values)")
    }
    let words = ParzenEstimator(.choice(["a", "b", "c"]), [0, 0, 2])
    #expect(abs((0..<3).reduce(0) { $0 + exp(words.logDensity(of: Double($1))) } - 1) < 1e-12)
    #expect(abs(exp(words.logDensity(of: 0)) - (2 + 1.0 / 3) / 4) < 1e-12, "two of three, and the prior")
  }

  @Test func `draws follow the density`() {
    let density = ParzenEstimator(.float(from: 0, to: 1, isLogarithmic: false), [0.2, 0.25, 0.3])
    let random = CounterRandom(seed: 3, stream: .tuning)
    let draws = (0..<4000).map { density.draw(random.member(UInt64($0))) }
    for tenth in 0..<10 {
      let expected = (0..<100).reduce(0.0) {
        $0 + exp(density.logDensity(of: (Double(tenth) + (Double($1) + 0.5) / 100) / 10)) / 1000
      }
      let share = Double(draws.count { Int(10 * min($0, 0.9999)) == tenth }) / 4000
      #expect(abs(share - expected) < 4 * (expected * (1 - expected) / 4000).squareRoot() + 1e-3)
    }
  }
}

extension Trial {
  /// A complete trial without measurements.
  static func of(_ number: Int, _ values: Assignment, _ value: Double?, violation: Double = 0) -> Trial {
    Trial(
      number: number, batch: 1, values: values, status: .complete, incumbent: nil, probability: nil,
      value: value,
      violation: violation, cases: [])
  }
}
