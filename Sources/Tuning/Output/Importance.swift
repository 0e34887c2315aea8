import Foundation
import Replay

/// How much each parameter matters for the order of trials.
///
/// The share of the variance of trials' ranks that bins of one parameter explain: ω² of a one-way analysis of variance
/// (Hays, *Statistics for Psychologists*, 1963), which is near 0 where bins explain no more than chance. Ranks, because one
/// setting that diverges has more variance than all others together. Bins hold equal numbers of trials, up to eight, or
/// one word each. Interactions are not taken apart, and a sampler that looks at results tries good values more often: a
/// guide to what to vary, no effect size.
package struct Importance: Sendable, Equatable {
  /// The parameter's name.
  package let parameter: String
  /// Trials in which it counted.
  package let trials: Int
  /// Their bins.
  package let bins: Int
  /// ω², from 0 to 1; nil with fewer than two bins, or not more trials than bins.
  package let share: Double?

  /// The most bins of a number.
  static let binLimit = 8

  /// The importance of every parameter, in their order.
  package static func all(_ trials: [Trial], _ parameters: [Parameter]) -> [Importance] {
    let order = trials.sorted { $0.isBetter(than: $1) }
    return parameters.enumerated().map { index, parameter in
      let points = order.enumerated().compactMap { rank, trial in
        trial.values[index].map { (value: $0, rank: Double(rank)) }
      }
      let bins = bins(points, parameter.domain)
      return Importance(
        parameter: parameter.name, trials: points.count, bins: bins.count, share: omegaSquared(bins))
    }
  }

  private static func bins(_ points: [(value: Double, rank: Double)], _ domain: Domain) -> [[Double]] {
    if domain.isChoice {
      return Dictionary(grouping: points, by: \.value).sorted { $0.key < $1.key }
        .map { $0.value.map(\.rank) }
    }
    let sorted = points.sorted { ($0.value, $0.rank) < ($1.value, $1.rank) }
    let count = max(1, min(binLimit, sorted.count / 3))
    return (0..<count).map { bin in
      sorted[(bin * sorted.count / count)..<((bin + 1) * sorted.count / count)].map(\.rank)
    }
  }

  /// ω² = (SS_between − (bins − 1) MS_within) / (SS_total + MS_within), at least 0.
  static func omegaSquared(_ bins: [[Double]]) -> Double? {
    let all = bins.flatMap { $0 }, bins = bins.filter { !$0.isEmpty }
    guard bins.count > 1, all.count > bins.count else { return nil }
    func squares(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let total = squares(all), within = bins.reduce(0) { $0 + squares($1) }
    let noise = within / Double(all.count - bins.count)
    return max(0, (total - within - Double(bins.count - 1) * noise) / (total + noise))
  }

  /// All as CSV.
  static func csv(_ all: [Importance]) -> String {
    "parameter,trials,bins,share\n"
      + all.map { item in
        "\(item.parameter),\(item.trials),\(item.bins),\(item.share.map { "\($0)" } ?? "")\n"
      }.joined()
  }
}
