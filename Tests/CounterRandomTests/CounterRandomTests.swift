import CounterRandom
import Testing

@Suite struct CounterRandomTests {
  let random = CounterRandom(seed: 7, stream: .routing)

  @Test func `the same seed, stream and counter give the same number`() {
    let again = CounterRandom(seed: 7, stream: .routing)
    #expect((0..<100).allSatisfy { random.bits($0) == again.bits($0) })
  }

  @Test(arguments: RandomStream.allCases.filter { $0 != .routing })
  func `streams of one seed do not share numbers`(stream: RandomStream) {
    let other = CounterRandom(seed: 7, stream: stream)
    #expect((0..<1000).allSatisfy { random.bits($0) != other.bits($0) })
  }

  @Test func `members are independent of each other and of their parent`() {
    let first = random.member(0), second = random.member(1)
    #expect((0..<1000).allSatisfy { first.bits($0) != second.bits($0) && first.bits($0) != random.bits($0) })
  }

  @Test(arguments: [UInt64(0), 1, 42, .max])
  func `uniform numbers have the mean and variance of the uniform law`(seed: UInt64) {
    let uniform = CounterRandom(seed: seed, stream: .arrivalTimes)
    let count = 100_000
    let values = (0..<UInt64(count)).map(uniform.uniform)
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(mean - 0.5) < 4 * (1 / 12.0 / Double(count)).squareRoot(), "seed \(seed)")
    #expect(abs(variance - 1 / 12.0) < 0.001, "seed \(seed)")
  }

  @Test func `integers below a bound are evenly spread`() {
    var counts = [Int](repeating: 0, count: 7)
    for counter in 0..<70_000 { counts[random.integer(UInt64(counter), below: 7)] += 1 }
    // χ² with 6 degrees of freedom exceeds 22.5 once in a thousand.
    let chiSquared = counts.reduce(0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    #expect(chiSquared < 22.5)
  }
}
