import Controllers

/// What one run came to.
struct SurveyRow: Sendable {
  let network: String
  let load: Double
  let start: String
  let thresholdsFree: Bool
  let rule: String
  let size: Double
  let best: Double
  /// The rounds after which the run stays within 5, 1 and 0.1 % of the best known objective; nil when it does not.
  let roundsTo: [Int?]
  /// The largest rise over the running best, as a share of it.
  let rise: Double
  /// How far above the best known it ends, as a share of it.
  let gap: Double
  /// Whether one of the last 50 rounds raises the objective by more than 1 % of the best known.
  let diverges: Bool
  let messages: Int

  static let limits = [0.05, 0.01, 0.001]
  static let header =
    "network,load,start,thresholds,rule,step_size,best_known_s,rounds_to_5_percent,rounds_to_1_percent,rounds_to_0.1_percent,"
    + "largest_rise,final_gap,diverges,messages_per_round"

  init(
    _ problem: SurveyCase, thresholdsFree: Bool, _ rule: SurveyRule, _ objectives: [Double], best: Double,
    messages: Int
  ) {
    (network, load, start) = (problem.network, problem.load, problem.change?.name ?? "cold")
    (self.thresholdsFree, self.rule, size, self.best) = (thresholdsFree, rule.rule.rawValue, rule.size, best)
    roundsTo = Self.limits.map { limit in
      let outside = objectives.lastIndex { $0 > best * (1 + limit) }.map { $0 + 1 } ?? 0
      return outside < objectives.count ? outside : nil
    }
    var least = Double.infinity, rise = 0.0
    for objective in objectives {
      least = min(least, objective)
      rise = max(rise, objective / least - 1)
    }
    self.rise = rise
    gap = objectives[objectives.count - 1] / best - 1
    let late = objectives.suffix(51)
    diverges = zip(late, late.dropFirst()).contains { $1 > $0 + 0.01 * best }
    self.messages = messages
  }

  var line: String {
    let rounds = roundsTo.map { $0.map(String.init) ?? "" }.joined(separator: ",")
    return
      "\(network),\(load),\(start),\(thresholdsFree ? "free" : "fixed"),\(rule),\(size),\(best),\(rounds),"
      + "\(Self.rounded(rise)),\(Self.rounded(gap)),\(diverges ? 1 : 0),\(messages)"
  }

  /// To seven decimals: below that lies rounding.
  private static func rounded(_ share: Double) -> Double { (share * 1e7).rounded() / 1e7 }
}
