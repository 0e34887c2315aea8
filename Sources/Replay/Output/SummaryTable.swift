/// A summary as a table of aligned text, or as CSV.
package struct SummaryTable {
  private let summary: Summary

  /// A table of `summary`.
  package init(_ summary: Summary) { self.summary = summary }

  /// Whether a controller has dropped tasks or answered late: else nobody needs the columns.
  private var showsDrops: Bool { summary.rows.contains { $0.totals.dropped.total + $0.totals.late > 0 } }

  private var header: [String] { Self.header + (showsDrops ? ["dropped", "late"] : []) }

  private static let header = [
    "controller", "tasks", "in flight", "mean ms", "p95 ms", "p99 ms", "accuracy %", "objective ms",
    "vs *", "rounds", "messages",
  ]

  /// The table by objective, the reference marked `*`, and below it how every other controller differs from that one.
  package var text: String {
    let table = AlignedText.table([header] + summary.ranked.map(cells))
    guard let reference = summary.reference else { return table }
    let kappa = Decimal.text(summary.kappaSeconds, places: 2)
    let title = ["difference from * (95 %)", "delay ms", "accuracy points", "objective ms", "verdict"]
    let others = summary.ranked.filter { $0.label != reference.label }
    return table + """

      * reference. By objective = mean delay + \(kappa) s x share of wrong answers. Rounds and messages are per slot.
      Every controller meets the same tasks: differences are paired by the slot in which tasks arrive. Tasks in flight
      at the end count there with their delay so far: a lower bound.


      """ + AlignedText.table([title] + others.compactMap { difference($0.label, reference.label) })
  }

  /// The same as CSV, numbers in full.
  package var csv: String {
    let names = [
      "controller", "completed", "in_flight", "delay_mean_s", "delay_p95_s", "delay_p99_s", "accuracy",
      "objective_s", "rounds_per_slot", "messages_per_slot",
    ]
    let rows = summary.rows.map { row -> String in
      guard case .object(let members) = row.json(beside: nil) else { return "" }
      return names.map { name in
        guard let value = members.first(where: { $0.key == name })?.value else { return "" }
        if case .string(let text) = value { return text }
        return value == .null ? "" : value.text
      }.joined(separator: ",")
    }
    return ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }

  private func cells(_ row: SummaryRow) -> [String] {
    func milliseconds(_ seconds: Double?, places: Int = 1) -> String {
      seconds.map { Decimal.text(1000 * $0, places: places) } ?? "-"
    }
    let isReference = row.label == summary.reference?.label
    return [
      row.label + (isReference ? " *" : ""), "\(row.totals.all.completed)", "\(row.totals.inFlight)",
      milliseconds(row.totals.delayMeanSeconds), milliseconds(row.totals.delaySeconds(percentile: 95)),
      milliseconds(row.totals.delaySeconds(percentile: 99)),
      row.totals.accuracy.map { Decimal.text(100 * $0, places: 2) } ?? "-",
      milliseconds(row.objectiveSeconds),
      versusReference(row), Decimal.text(Double(row.totals.rounds) / Double(row.slots), places: 1),
      Decimal.text(Double(row.totals.messages) / Double(row.slots), places: 0),
    ] + (showsDrops ? ["\(row.totals.dropped.total)", "\(row.totals.late)"] : [])
  }

  private func versusReference(_ row: SummaryRow) -> String {
    guard let other = summary.reference?.objectiveSeconds, let own = row.objectiveSeconds, other > 0 else {
      return "-"
    }
    let change = 100 * (own / other - 1)
    return (change > 0 ? "+" : "") + Decimal.text(change, places: 1) + " %"
  }

  private func difference(_ label: String, _ reference: String) -> [String]? {
    guard let pair = summary.pairs.first(where: { Set([$0.first, $0.second]) == [label, reference] }) else {
      return nil
    }
    let isFirst = pair.first == label
    func cell(_ difference: PairedDifference?, unit: Double) -> String {
      guard let difference else { return "-" }
      let mean = (isFirst ? 1 : -1) * difference.mean * unit
      let width = difference.halfWidth.map { " ± " + Decimal.text($0 * unit, places: 2) } ?? ""
      return "\(mean > 0 ? "+" : "")\(Decimal.text(mean, places: 2))\(width)"
    }
    let verdict = pair.objectiveSeconds?.verdict ?? .indistinguishable
    return [
      label, cell(pair.delaySeconds, unit: 1000), cell(pair.accuracy, unit: 100),
      cell(pair.objectiveSeconds, unit: 1000), (isFirst ? verdict : verdict.reversed).rawValue,
    ]
  }
}

extension PairedDifference.Verdict {
  /// The verdict on the other controller of the pair.
  fileprivate var reversed: Self {
    switch self {
    case .better: .worse
    case .worse: .better
    case .indistinguishable: .indistinguishable
    }
  }
}
