import Testing

@testable import Tuning

@Suite struct SignedRankTests {
  /// 20 of different size, and 60 of which some are of one size and one is 0.
  private static let apart = (1...20).map { (step: Int) -> Double in
    Double(7 * step * step % 53 - 20) + Double(step) / 1000
  }
  private static let tied = (1...60).map { (step: Int) -> Double in Double(37 * step % 101 - 40) / 10 }

  /// p of scipy 1.17: `wilcoxon(x, alternative="greater", method="exact")`, and of the fifth and sixth
  /// `zero_method="wilcox", correction=False, method="approx"`.
  private static let cases: [(differences: [Double], probability: Double)] = [
    ([0.8, -0.3, 1.2, 0.5, -0.1, 2.0, 0.9], 0.0390625),
    (apart, 0.03792572021484375),
    ([1], 0.5), ([-1, -2, -3], 1),
    ([1, -1, 2, 2, -3, 4, 4, 5, 0, 0], 0.053017407895825194),
    (tied, 0.00416857323577162),
  ]

  @Test(arguments: cases)
  func `probabilities are those of scipy`(differences: [Double], probability: Double) {
    #expect(abs(SignedRankTest.probabilityOfLarger(differences) - probability) < 1e-12)
  }

  @Test func `exact probabilities are those of all signs`() {
    let sizes = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
    for observed in 0..<256 {
      func signed(_ signs: Int) -> [Double] {
        sizes.enumerated().map { signs >> $0.offset & 1 == 1 ? $0.element : -$0.element }
      }
      func rankSum(_ signs: Int) -> Int { (0..<8).filter { signs >> $0 & 1 == 1 }.reduce(0) { $0 + $1 + 1 } }
      let atLeast = (0..<256).count { rankSum($0) >= rankSum(observed) }
      #expect(SignedRankTest.probabilityOfLarger(signed(observed)) == Double(atLeast) / 256)
    }
  }

  @Test func `no difference says nothing, and an infinite one ranks above all`() {
    #expect(SignedRankTest.probabilityOfLarger([]) == 1 && SignedRankTest.probabilityOfLarger([0, 0]) == 1)
    #expect(
      SignedRankTest.probabilityOfLarger([.infinity, -1, -2])
        == SignedRankTest.probabilityOfLarger([9, -1, -2]))
  }
}
