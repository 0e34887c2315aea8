import Replay

/// A study as text for a terminal.
package struct StudyText {
  private let result: StudyResult

  /// The text of `result`.
  package init(_ result: StudyResult) { self.result = result }

  /// How many of the best trials are shown.
  private static let shown = 8

  /// The best trials, how much parameters matter, and the comparison on held-out slots.
  package var text: String {
    [trialTable, importanceTable, heldOutTable].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var space: Space { result.plan.space }

  /// What is minimised, as a heading and in a cell.
  private var unit: String { space.goal.quantity == .messages ? "messages" : "\(space.goal.quantity) ms" }
  private func cell(_ value: Double?, signed: Bool = false) -> String {
    guard let value, value.isFinite else { return "-" }
    let shown = space.goal.quantity == .messages ? value : 1000 * value
    return (signed && shown > 0 ? "+" : "") + Decimal.text(shown, places: signed ? 2 : 1)
  }

  private var trialTable: String {
    let order = result.trials.sorted { $0.isBetter(than: $1) }
    var shown = Array(order.filter { $0.status == .complete }.prefix(Self.shown))
    if let first = result.trials.first, !shown.contains(where: { $0.number == 0 }) { shown.append(first) }
    let names = ["trial", unit, "vs default", "limits"] + space.parameters.map(\.name)
    let rows = shown.map { trial -> [String] in
      ["\(trial.number)" + (trial.number == 0 ? " default" : ""), cell(trial.value), change(trial)]
        + [trial.violation == 0 ? "kept" : "broken"]
        + zip(space.parameters, trial.values).map { parameter, value in
          value.map(parameter.domain.text(of:)) ?? "-"
        }
    }
    return AlignedText.table([names] + rows) + """

      \(result.trials.count) trials, \(result.stoppedCount) stopped early; \(result.slots) slots replayed of \
      \(result.trials.count * result.plan.tune.count * result.plan.cases.count).

      """
  }

  private func change(_ trial: Trial) -> String {
    guard let base = result.trials.first?.value, let value = trial.value, base > 0 else { return "-" }
    let change = 100 * (value / base - 1)
    return (change > 0 ? "+" : "") + Decimal.text(change, places: 2) + " %"
  }

  private var importanceTable: String {
    guard space.parameters.count > 1 else { return "" }
    let rows = result.importance.map {
      [$0.parameter, "\($0.trials)", $0.share.map { Decimal.text(100 * $0, places: 0) + " %" } ?? "-"]
    }
    return AlignedText.table([["importance", "trials", "share of rank variance"]] + rows)
  }

  private var heldOutTable: String {
    guard let range = result.plan.holdOut, !result.heldOut.isEmpty else { return "" }
    let names = ["held out", "case", unit, "tuned minus this (95 %)", "tuned is"]
    let rows = result.heldOut.map { row -> [String] in
      let difference = row.tunedMinusThis
      let width = difference?.halfWidth.map { " ± " + cell($0) } ?? ""
      return [
        row.setting, row.caseLabel, cell(row.measured.value(of: space.goal.quantity)),
        difference.map { cell($0.mean, signed: true) + width } ?? "-",
        difference.map { "\($0.verdict)" } ?? "-",
      ]
    }
    return AlignedText.table([names] + rows) + """

      Slots \(range.lowerBound) to \(range.upperBound - 1), which no trial has seen.

      """
  }
}
