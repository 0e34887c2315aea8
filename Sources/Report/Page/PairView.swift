import Replay

/// How the objective of one controller differs from another's, as `summary.json` has it, seen from the first.
struct PairView {
  /// First minus second, in s.
  let mean: Double
  /// Half the width of the 95 % interval, in s.
  let halfWidth: Double?
  /// On the first: `better`, `worse` or `indistinguishable`.
  let verdict: String

  /// The pair of `label` and `reference`, whichever way round it is stored; nil when it is not there.
  init?(_ summary: JSONValue, _ label: String, _ reference: String) {
    let pair = summary["pairs"]?.elements.first {
      let ends = [$0["first"]?.string, $0["second"]?.string]
      return ends == [label, reference] || ends == [reference, label]
    }
    guard let pair, let mean = pair["objective_s"]?["difference"]?.number,
      let verdict = pair["objective_s"]?["verdict"]?.string
    else { return nil }
    let isFirst = pair["first"]?.string == label
    let ends = pair["objective_s"]?["interval_95"]?.elements.compactMap(\.number) ?? []
    self.mean = isFirst ? mean : -mean
    halfWidth = ends.count == 2 ? (ends[1] - ends[0]) / 2 : nil
    let opposite = ["better": "worse", "worse": "better"]
    self.verdict = isFirst ? verdict : opposite[verdict] ?? verdict
  }
}
