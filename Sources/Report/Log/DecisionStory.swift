package import Replay

/// A decision record as a paragraph of two lines: why and what was decided, then what was expected and what came.
package struct DecisionStory {
  private let record: JSONValue

  /// The story of `record`, a `decision` of the log.
  package init(_ record: JSONValue) { self.record = record }

  /// The paragraph, without an empty line after it; with the utilisation of `node` where it is named.
  package func text(node: String? = nil) -> String {
    let controller = record["controller"]?.string ?? "-", epoch = record["epoch"]?.text ?? "-"
    let span = "\(plain(record["start_s"]))-\(plain(record["end_s"])) s"
    let busy = node.flatMap { name in utilisation(of: name).map { " Node \(name) at \($0)." } } ?? ""
    return """
      epoch \(epoch), \(span), \(controller): \(record["reason"]?.string ?? "-").
        \(search). \(observed). \(predicted); \(measured).\(cold)\(regret)\(busy)

      """
  }

  private var search: String {
    let rounds = record["rounds"]?.number ?? 0
    let start =
      switch record["start"]?.string {
      case "warm": "Warm"
      case "repaired": "Warm, repaired"
      case "cold-fallback": "Cold, better than warm"
      default: "Cold"
      }
    let gap = milliseconds(record["predicted"]?["gap_s"])
    return
      "\(start), \(Int(rounds)) round\(rounds == 1 ? "" : "s"), \(record["status"]?.string ?? "-"), gap \(gap)"
  }

  /// With `--explain`: what the same search would have come to from nothing.
  private var cold: String {
    guard let cold = record["cold_start"], let rounds = cold["rounds"]?.number else { return "" }
    return
      " From nothing the objective would be \(milliseconds(cold["objective_s"])) in \(Int(rounds)) round\(rounds == 1 ? "" : "s"), "
      + "here \(milliseconds(record["predicted"]?["objective_s"]))."
  }

  /// Where a controller was told what would be.
  private var regret: String {
    guard let regret = record["regret"] else { return "" }
    return " Regret \(milliseconds(regret["measured_s"])), by the model \(milliseconds(regret["model_s"]))."
  }

  private var observed: String {
    let rate = record["observed"]?["arrival_rate"]?.number.map { Decimal.text($0, places: 1) } ?? "-"
    let outages = record["observed"]?["arcs_in_outage"]?.number ?? 0
    return "Observed \(rate) tasks/s, backlog \(plain(record["observed"]?["backlog"]))"
      + (outages > 0 ? ", \(Int(outages)) link\(outages == 1 ? "" : "s") in outage" : "")
  }

  private var predicted: String {
    let error = record["predicted"]?["error"]?.number.map { Decimal.text(100 * (1 - $0), places: 1) } ?? "-"
    return "Predicted \(milliseconds(record["predicted"]?["delay_s"])) at \(error) %"
  }

  private var measured: String {
    let part = record["measured"]
    guard let accuracy = part?["accuracy"]?.number else { return "measured nothing, no task ended" }
    return
      "measured \(milliseconds(part?["delay_mean_s"])) (p95 \(milliseconds(part?["delay_p95_s"]))) at "
      + "\(Decimal.text(100 * accuracy, places: 1)) %, \(plain(part?["in_flight"])) in flight"
  }

  /// Whether the record has something to say of `node`, such as `2/3`: it was overloaded, the busiest of its stage, or
  /// the reason names it.
  package func mentions(_ node: String) -> Bool {
    let overloaded = record["overloaded"]?.elements.contains { $0.string == node } ?? false
    let isTop = record["predicted"]?["utilisation"]?.elements.contains { $0["top"]?.string == node } ?? false
    let words = (record["reason"]?.string ?? "").split { !($0.isNumber || $0 == "/") }
    return overloaded || isTop || words.contains { $0 == node }
  }

  /// The predicted utilisation of `node`, where the log has it: every node with full detail or in a small stage.
  private func utilisation(of node: String) -> String? {
    let numbers = node.split(separator: "/").compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    if let full = record["utilisation"]?.elements, full.indices.contains(numbers[0] - 1) {
      let stage = full[numbers[0] - 1].elements
      return stage.indices.contains(numbers[1]) ? stage[numbers[1]].number.map(hundredths) : nil
    }
    let stage = record["predicted"]?["utilisation"]?.elements.first {
      $0["stage"]?.number == Double(numbers[0])
    }
    let groups = stage?["groups"]?.elements ?? []
    guard stage?["nodes"]?.number == Double(groups.count), groups.indices.contains(numbers[1]) else {
      return nil
    }
    return groups[numbers[1]].number.map(hundredths)
  }

  private func hundredths(_ number: Double) -> String { Decimal.text(number, places: 2) }

  private func milliseconds(_ value: JSONValue?) -> String {
    value?.number.map { Decimal.text(1000 * $0, places: 1) + " ms" } ?? "-"
  }

  private func plain(_ value: JSONValue?) -> String {
    guard let number = value?.number else { return "-" }
    return number == number.rounded() ? Decimal.text(number, places: 0) : "\(number)"
  }
}
