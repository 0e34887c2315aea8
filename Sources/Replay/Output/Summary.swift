import Controllers
import EdgeModel

/// What a run adds up to, per controller and pair of controllers.
package struct Summary: Sendable {
  /// The name of the scenario and its notice.
  package let scenario: (name: String, notice: String)
  let slots: Int
  let kappaSeconds: Double
  /// In the order of the scenario.
  let rows: [SummaryRow]
  let pairs: [ControllerPair]
  /// The row that regrets are counted from.
  private let clairvoyant: SummaryRow?

  init(_ scenario: Scenario, _ totals: [ControllerTotals]) throws(SettingError) {
    self.scenario = (scenario.name, scenario.notice)
    slots = scenario.slots
    kappaSeconds = scenario.cost.kappaSeconds
    var rows: [SummaryRow] = []
    for (entry, total) in zip(scenario.controllers, totals) {
      rows.append(
        SummaryRow(
          label: entry.label, name: entry.name,
          isHeuristic: try ControllerEntry.named(entry.name).isHeuristic, totals: total,
          kappaSeconds: scenario.cost.kappaSeconds, slots: scenario.slots))
    }
    self.rows = rows
    clairvoyant = scenario.clairvoyantIndex.map { rows[$0] }
    let kappa = scenario.cost.kappaSeconds
    pairs = rows.indices.flatMap { first in
      rows.indices.dropFirst(first + 1).map { second in
        ControllerPair(
          (rows[first].label, totals[first]), (rows[second].label, totals[second]), kappaSeconds: kappa)
      }
    }
  }

  /// Whom the others are compared with: the DTO-EE to use, else the first that is no heuristic, else the best heuristic.
  var reference: SummaryRow? {
    rows.first { $0.name == ControllerEntry.recommended.name } ?? rows.first { !$0.isHeuristic }
      ?? bestHeuristic
  }

  /// The rows by objective, those without one last; equals in the order of the scenario.
  var ranked: [SummaryRow] {
    rows.enumerated().sorted {
      ($0.element.objectiveSeconds ?? .infinity, $0.offset)
        < ($1.element.objectiveSeconds ?? .infinity, $1.offset)
    }.map(\.element)
  }

  /// The heuristic with the lowest objective.
  var bestHeuristic: SummaryRow? {
    rows.filter { $0.isHeuristic && $0.objectiveSeconds != nil }
      .min { ($0.objectiveSeconds ?? .infinity) < ($1.objectiveSeconds ?? .infinity) }
  }

  /// The content of `summary.json`.
  package var json: JSONValue {
    [
      "scenario": .string(scenario.name), "notice": .string(scenario.notice), "slots": .integer(slots),
      "kappa_s": .number(kappaSeconds), "controllers": .array(rows.map { $0.json(beside: clairvoyant) }),
      "reference": reference.map { .string($0.label) } ?? .null,
      "best_heuristic": bestHeuristic.map { .string($0.label) } ?? .null,
      "pairs": .array(pairs.map(\.json)),
    ]
  }
}

extension ControllerPair {
  fileprivate var json: JSONValue {
    [
      "first": .string(first), "second": .string(second), "delay_s": json(delaySeconds),
      "accuracy": json(accuracy), "objective_s": json(objectiveSeconds),
      "verdict": objectiveSeconds.map { .string($0.verdict.rawValue) } ?? .null,
    ]
  }

  private func json(_ difference: PairedDifference?) -> JSONValue {
    guard let difference else { return .null }
    let interval: JSONValue =
      difference.halfWidth.map {
        [.number(difference.mean - $0), .number(difference.mean + $0)]
      } ?? .null
    return [
      "difference": .number(difference.mean), "interval_95": interval,
      "verdict": .string(difference.verdict.rawValue),
    ]
  }
}
