import CounterRandom
import Testing

@testable import Tuning

@Suite struct SobolTests {
  /// `scipy.stats.qmc.Sobol(16, scramble=False, bits=32).random(64)`, scipy 1.17.
  private static let points: [(index: UInt32, point: [Double])] = [
    (1, [Double](repeating: 0.5, count: 16)),
    (
      5,
      [
        0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125, 0.375, 0.875, 0.875, 0.125,
        0.875,
        0.375,
      ]
    ),
    (
      37,
      [
        0.921875, 0.640625, 0.578125, 0.921875, 0.765625, 0.296875, 0.171875, 0.796875, 0.609375, 0.171875,
        0.015625, 0.078125, 0.578125, 0.859375, 0.109375, 0.484375,
      ]
    ),
    (
      63,
      [
        0.015625, 0.796875, 0.359375, 0.453125, 0.859375, 0.140625, 0.578125, 0.140625, 0.828125, 0.578125,
        0.421875, 0.671875, 0.546875, 0.765625, 0.328125, 0.765625,
      ]
    ),
  ]

  @Test(arguments: points)
  func `plain points are those of scipy`(index: UInt32, point: [Double]) {
    let sequence = SobolSequence()
    #expect((0..<16).map { sequence.coordinate($0, ofPoint: index) } == point)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `scrambled points stay a net`(seed: UInt64) {
    let sequence = SobolSequence(scrambledBy: CounterRandom(seed: seed, stream: .tuning))
    for dimension in 0..<SobolSequence.dimensionLimit {
      let cells = Set((UInt32(0)..<64).map { Int(64 * sequence.coordinate(dimension, ofPoint: $0)) })
      #expect(cells.count == 64, "one of 64 points in every 64th of dimension \(dimension)")
    }
    // The first two dimensions are a (0, 6, 2)-net: one point in every box of area 1/64.
    for log in 0...6 {
      let wide = Double(1 << log), high = Double(1 << (6 - log))
      let boxes = Set(
        (UInt32(0)..<64).map { index -> Int in
          let x = sequence.coordinate(0, ofPoint: index), y = sequence.coordinate(1, ofPoint: index)
          return Int(x * wide) * 64 + Int(y * high)
        })
      #expect(boxes.count == 64, "boxes of 1/\(wide) by 1/\(high)")
    }
  }

  @Test func `another seed is another scramble, the same seed the same`() {
    func first(_ seed: UInt64) -> [Double] {
      let sequence = SobolSequence(scrambledBy: CounterRandom(seed: seed, stream: .tuning))
      return (UInt32(0)..<8).map { sequence.coordinate(3, ofPoint: $0) }
    }
    #expect(first(1) == first(1) && first(1) != first(2))
  }
}
