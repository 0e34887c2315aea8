import Foundation

/// Wilcoxon's signed-rank test (Wilcoxon, *Individual comparisons by ranking methods*, Biometrics Bulletin 1(6), 1945).
///
/// Differences of 0 are left out, as Wilcoxon did. Exact where no two differences have one size and there are at most
/// 50, else the normal approximation with a correction for ties and none for continuity.
enum SignedRankTest {
  /// The most differences for which every sign is counted.
  static let exactLimit = 50

  /// The probability of a rank sum of positive differences as large as this, if signs were tossed by a fair coin.
  ///
  /// - Parameter differences: In any order; infinite ones rank as the largest.
  /// - Returns: 1 when all are 0.
  /// - Complexity: O(*n* log *n*), and O(*n*³) for at most 50.
  static func probabilityOfLarger(_ differences: [Double]) -> Double {
    let sizes = differences.filter { $0 != 0 }.sorted { abs($0) < abs($1) }
    guard !sizes.isEmpty else { return 1 }
    var rankSum = 0.0, tieTerm = 0.0, first = 0
    while first < sizes.count {
      var end = first
      while end < sizes.count, abs(sizes[end]) == abs(sizes[first]) { end += 1 }
      let ties = Double(end - first), rank = Double(first + 1 + end) / 2
      rankSum += rank * Double(sizes[first..<end].count { $0 > 0 })
      tieTerm += ties * ties * ties - ties
      first = end
    }
    if tieTerm == 0, sizes.count <= exactLimit {
      return exact(count: sizes.count, atLeast: Int(rankSum))
    }
    let n = Double(sizes.count), mean = n * (n + 1) / 4
    let variance = n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48
    return 0.5 * erfc((rankSum - mean) / variance.squareRoot() / 2.0.squareRoot())
  }

  /// The share of the 2ⁿ subsets of the ranks 1…n that add up to at least `least`.
  private static func exact(count n: Int, atLeast least: Int) -> Double {
    var share = [Double](repeating: 0, count: n * (n + 1) / 2 + 1)
    share[0] = 1
    for rank in 1...n {
      for sum in stride(from: share.count - 1, through: 0, by: -1) {
        share[sum] = 0.5 * (share[sum] + (sum >= rank ? share[sum - rank] : 0))
      }
    }
    return min(1, share[least...].reduce(0, +))
  }
}
