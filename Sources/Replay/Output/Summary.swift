import Controllers
import EdgeModel

/// What a run adds up to, per controller and pair of controllers.
package struct Summary: Sendable {
  /// The name of the scenario and its notice.
  package let scenario: (name: String, notice: String)
  let slots: Int
  let kappaSeconds: Double
  let rows: [SummaryRow]
  let pairs: [ControllerPair]

  init(_ scenario: Scenario, _ totals: [ControllerTotals]) throws(SettingError) {
    self.scenario = (scenario.name, scenario.notice)
    slots = scenario.slots
    kappaSeconds = scenario.cost.kappaSeconds
    var rows: [SummaryRow] = []
    for (entry, total) in zip(scenario.controllers, totals) {
      rows.append(
        SummaryRow(
          label: entry.label, isHeuristic: try ControllerEntry.named(entry.name).isHeuristic, totals: total,
          kappaSeconds: scenario.cost.kappaSeconds, slots: scenario.slots))
    }
    self.rows = rows
    let kappa = scenario.cost.kappaSeconds
    pairs = rows.indices.flatMap { first in
      rows.indices.dropFirst(first + 1).map { second in
        ControllerPair(
          (rows[first].label, totals[first]), (rows[second].label, totals[second]), kappaSeconds: kappa)
      }
    }
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
      "kappa_s": .number(kappaSeconds), "controllers": .array(rows.map(\.json)),
      "best_heuristic": bestHeuristic.map { .string($0.label) } ?? .null,
      "pairs": .array(pairs.map(\.json)),
    ]
  }
}

/// One controller's line of a summary.
struct SummaryRow: Sendable {
  let label: String
  let isHeuristic: Bool
  let totals: ControllerTotals
  let kappaSeconds: Double
  let slots: Int

  var objectiveSeconds: Double? { totals.objectiveSeconds(kappaSeconds: kappaSeconds) }

  /// The percentiles that are reported, by the name they are reported under.
  static let percentiles = [
    ("delay_p50_s", 50.0), ("delay_p90_s", 90), ("delay_p95_s", 95), ("delay_p99_s", 99),
    ("delay_p999_s", 99.9),
  ]

  var json: JSONValue {
    .object(
      [
        ("controller", .string(label)), ("heuristic", .bool(isHeuristic)),
        ("arrived", .integer(totals.arrived)),
        ("completed", .integer(totals.all.completed)), ("in_flight", .integer(totals.inFlight)),
        ("dropped", 0),
        ("delay_mean_s", .optional(totals.delayMeanSeconds)),
      ] + Self.percentiles.map { ($0.0, .optional(totals.delaySeconds(percentile: $0.1))) } + [
        ("accuracy", .optional(totals.accuracy)), ("objective_s", .optional(objectiveSeconds)),
        ("formula_error", .optional(totals.formulaError)),
        ("rounds_per_slot", .number(Double(totals.rounds) / Double(slots))),
        ("messages_per_slot", .number(Double(totals.messages) / Double(slots))),
        ("bytes_per_slot", .number(Double(totals.bytes) / Double(slots))),
      ])
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
