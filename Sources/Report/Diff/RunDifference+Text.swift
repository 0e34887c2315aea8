import Replay

extension RunDifference {
  /// What a reader is told: same or not, where the runs part, and a table of outcomes.
  package var text: String {
    guard !isSame else { return "same: manifest, decisions and summary\n" }
    var lines = ["different"]
    if let manifest { lines.append("manifest: " + Self.sentence(manifest)) }
    if let parting {
      let place = parting.epoch.map { "epoch \($0), " } ?? ""
      let who = parting.controller.map { "\($0), " } ?? ""
      lines.append("decisions part at \(place)\(who)line \(parting.line): " + Self.sentence(parting.field))
    } else {
      lines.append("decisions: same")
    }
    if let summary { lines.append("summary: " + Self.sentence(summary)) }
    return lines.joined(separator: "\n") + "\n" + table
  }

  private static func sentence(_ difference: FieldDifference) -> String {
    func shown(_ value: String?) -> String {
      guard let value else { return "nothing" }
      return value.count <= 80 ? value : value.prefix(77) + "..."
    }
    let field = difference.field.isEmpty ? "the record" : difference.field
    return "\(field) is \(shown(difference.left)) against \(shown(difference.right))"
  }

  private var table: String {
    guard !outcomes.isEmpty else { return "no controller of the same label in both\n" }
    let header = [
      "second minus first (95 %)", "delay ms", "accuracy points", "objective ms", "verdict on second",
    ]
    let rows = outcomes.map { outcome in
      [
        outcome.controller, Self.cell(outcome.delaySeconds, 1000), Self.cell(outcome.accuracy, 100),
        Self.cell(outcome.objectiveSeconds, 1000),
        outcome.objectiveSeconds?.verdict.rawValue ?? "no common slot",
      ]
    }
    return "\n" + AlignedText.table([header] + rows)
      + "\nPaired by the slot in which tasks completed, in up to 20 batches.\n"
  }

  private static func cell(_ difference: PairedDifference?, _ unit: Double) -> String {
    guard let difference else { return "-" }
    let width = difference.halfWidth.map { " ± " + Decimal.text($0 * unit, places: 2) } ?? ""
    return (difference.mean > 0 ? "+" : "") + Decimal.text(difference.mean * unit, places: 2) + width
  }
}
