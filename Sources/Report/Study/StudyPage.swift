package import TraceIO
import Replay
import Tuning

/// A page about a study: what came of every value, what matters, and the comparison on held-out slots.
package struct StudyPage: HTMLPage {
  private let view: StudyView
  private let heldOut: [[String]]

  /// Reads the study in `directory`: its journal, and `held-out.csv` where there is one.
  package init(_ directory: String) throws(InputError) {
    view = try StudyView(directory + "/study.jsonl")
    heldOut = try Self.rows(directory + "/held-out.csv")
  }

  /// The figures: a response curve for every number, one of every choice, and the search itself.
  package var figures: [Figure] {
    view.header.parameters.indices.map(view.responseFigure) + [view.searchFigure]
  }

  package var heading: String { view.header.json["name"]?.string ?? "" }
  package var kind: String { "study" }
  package var seriesCount: Int { max(view.header.cases.count, 2) }
  package var pairsFigures: Bool { false }

  /// What the study is, its best trials, what matters and how the best did on held-out slots.
  package var sections: String {
    """
    <section><p>\(HTML.escaped(view.header.json["notice"]?.string ?? ""))</p>
    <p class="small">\(HTML.escaped(view.summary))</p>
    \(bestTable)\(importanceTable)\(heldOutTable)</section>
    """
  }

  private var bestTable: String {
    let order = view.trials.sorted { $0.isBetter(than: $1) }.filter { $0.status == .complete }
    var shown = Array(order.prefix(10))
    if let first = view.trials.first, !shown.contains(where: { $0.number == 0 }) { shown.append(first) }
    let headings =
      ["trial", "\(view.header.goal.quantity)"] + view.header.parameters.map(\.name)
      + view.header.cases.map(\.label)
    let rows = shown.map { trial -> [String] in
      ["\(trial.number)" + (trial.number == 0 ? ", default" : ""), view.text(trial.value)]
        + zip(view.header.parameters, trial.values).map { parameter, value in
          value.map(parameter.domain.text(of:)) ?? "–"
        } + view.header.cases.indices.map { view.text(view.value(of: trial, in: $0)) }
    }
    return Self.table("Best trials", headings, rows)
  }

  private var importanceTable: String {
    guard view.header.parameters.count > 1 else { return "" }
    let rows = Importance.all(view.trials, view.header.parameters).map {
      [$0.parameter, "\($0.trials)", $0.share.map { Decimal.text(100 * $0, places: 0) + " %" } ?? "–"]
    }
    return Self.table(
      "What matters: share of the variance of trials' ranks (ω²)", ["parameter", "trials", "share"], rows)
  }

  private var heldOutTable: String {
    guard heldOut.count > 1 else { return "" }
    let unit = "\(view.unit == .seconds ? "s" : "messages per slot")"
    let headings = [
      "setting", "case", "objective", "delay", "accuracy", "messages", "tuned minus this, \(unit)",
      "tuned is",
    ]
    let rows = heldOut.dropFirst().filter { $0.count == 10 }.map { row -> [String] in
      func cell(_ column: Int, _ unit: AxisUnit) -> String { Double(row[column]).map(unit.text) ?? "–" }
      let width = Double(row[8]).map { " ± " + AxisUnit.short($0) } ?? ""
      return [
        row[0], row[2], cell(3, .seconds), cell(4, .seconds), cell(5, .percent), cell(6, .plain),
        Double(row[7]).map { AxisUnit.short($0) + width } ?? "–", row[9].isEmpty ? "–" : row[9],
      ]
    }
    return Self.table("On held-out slots", headings, rows)
  }

  private static func table(_ title: String, _ headings: [String], _ rows: [[String]]) -> String {
    "<h2>\(HTML.escaped(title))</h2><div class=\"wide\"><table><thead><tr>"
      + headings.map { "<th scope=\"col\">\(HTML.escaped($0))</th>" }.joined() + "</tr></thead><tbody>"
      + rows.map { row in
        "<tr><th scope=\"row\">\(HTML.escaped(row[0]))</th>"
          + row.dropFirst().map { "<td>\(HTML.escaped($0))</td>" }.joined() + "</tr>"
      }.joined() + "</tbody></table></div>"
  }

  /// The rows of a CSV file with at most one quoted field, the third; none where the file is not there.
  private static func rows(_ path: String) throws(InputError) -> [[String]] {
    guard PosixFile.exists(path) else { return [] }
    return try TextFile.read(path: path).split(separator: "\n").map { line in
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { return fields(String(line)) }
      return fields(String(parts[0].dropLast())) + [parts[1]] + fields(String(parts[2].dropFirst()))
    }
  }

  private static func fields(_ line: String) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
