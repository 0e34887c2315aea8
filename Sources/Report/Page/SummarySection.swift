import Replay

/// The table of a run: every number is one of `summary.json`, rounded for reading, in full in its `data` element.
struct SummarySection {
  let run: RunDirectoryReader

  /// One column: its heading, the key in `summary.json`, and how it is shown.
  private struct Column {
    let heading: String
    let key: String
    let factor: Double
    let places: Int
  }

  private static let objective = Column(heading: "objective ms", key: "objective_s", factor: 1000, places: 1)
  private static let columns = [
    Column(heading: "mean ms", key: "delay_mean_s", factor: 1000, places: 1),
    Column(heading: "p95 ms", key: "delay_p95_s", factor: 1000, places: 1),
    Column(heading: "p99 ms", key: "delay_p99_s", factor: 1000, places: 1),
    Column(heading: "accuracy %", key: "accuracy", factor: 100, places: 2),
    Column(heading: "tasks", key: "completed", factor: 1, places: 0),
    Column(heading: "in flight", key: "in_flight", factor: 1, places: 0),
    Column(heading: "formula error %", key: "formula_error", factor: 100, places: 1),
    Column(heading: "rounds", key: "rounds_per_slot", factor: 1, places: 1),
    Column(heading: "messages", key: "messages_per_slot", factor: 1, places: 0),
    Column(heading: "kB", key: "bytes_per_slot", factor: 0.001, places: 1),
  ]

  /// The table, sorted by objective; controllers without one come last.
  var html: String {
    let headings =
      ["controller", Self.objective.heading, "minus \(run.reference ?? "-")", "verdict"]
      + Self.columns.map(\.heading)
    let rows = run.controllers.enumerated().sorted {
      ($0.element["objective_s"]?.number ?? .infinity, $0.offset)
        < ($1.element["objective_s"]?.number ?? .infinity, $1.offset)
    }
    return "<div class=\"wide\"><table><thead><tr>"
      + headings.map { "<th scope=\"col\">\(HTML.escaped($0))</th>" }.joined() + "</tr></thead><tbody>"
      + rows.map { row($0.element) }.joined() + "</tbody></table></div>"
  }

  private func row(_ controller: JSONValue) -> String {
    let label = controller["controller"]?.string ?? ""
    func cell(_ column: Column) -> String { "<td>\(data(controller[column.key], column))</td>" }
    return "<tr><th scope=\"row\">\(HTML.escaped(label))</th>" + cell(Self.objective) + versus(label)
      + Self.columns.map(cell).joined() + "</tr>"
  }

  private func data(_ value: JSONValue?, _ column: Column) -> String {
    guard let value, let number = value.number else { return "–" }
    let shown = number * column.factor
    // A formula error over dead links has no digits worth reading.
    let text = abs(shown) >= 1e6 ? AxisUnit.short(shown) : Decimal.text(shown, places: column.places)
    return "<data class=\"\(column.key)\" value=\"\(value.text)\">\(text)</data>"
  }

  /// The difference to DTO-EE with its interval, and the verdict on this controller.
  private func versus(_ label: String) -> String {
    guard let reference = run.reference, label != reference,
      let difference = PairView(run.summary, label, reference)
    else { return "<td>–</td><td>–</td>" }
    let mean = Decimal.text(1000 * difference.mean, places: 2)
    let width = difference.halfWidth.map { " ± " + Decimal.text(1000 * $0, places: 2) } ?? ""
    return "<td><data class=\"difference\" value=\"\(difference.mean)\">\(mean)\(width)</data></td>"
      + "<td class=\"\(difference.verdict)\">\(difference.verdict)</td>"
  }
}
