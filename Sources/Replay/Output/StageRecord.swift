import EdgeModel
import Simulation

/// What a stage measured, as decision logs and summaries state it.
enum StageRecord {
  /// What both have: means per visit and utilisation over servers, as `figure` writes numbers.
  static func members(_ measured: StageMeasurement, _ figure: (Double?) -> JSONValue) -> [(
    key: String, value: JSONValue
  )] {
    let mean = measured.meanSeconds, utilisation = measured.utilisation
    let top = utilisation.indices.max { utilisation[$0] < utilisation[$1] } ?? 0
    return [
      ("stage", .integer(measured.stage)), ("visits", .integer(measured.visits.count)),
      ("transmission_s", figure(mean?.transmission)), ("waiting_s", figure(mean?.waiting)),
      ("service_s", figure(mean?.service)),
      ("utilisation_mean", figure(utilisation.reduce(0, +) / Double(max(1, utilisation.count)))),
      ("utilisation_max", figure(utilisation.max() ?? 0)),
      ("top", .string("\(measured.stage)/\(top)")),
      ("dropped", .integer(measured.dropped.total)),
    ]
  }

  /// What a summary says of every stage: also every server, why tasks were dropped, and where Model (6) lies.
  static func summary(_ totals: ControllerTotals) -> JSONValue {
    .array(
      totals.stages.enumerated().map { index, measured in
        .object(
          members(measured, JSONValue.optional) + [
            ("dropped_for", reasons(measured.dropped)), ("utilisation", .numbers(measured.utilisation)),
            ("formula_error_links", .optional(totals.linkErrors[index].median)),
            ("formula_error_servers", .optional(totals.serverErrors[index].median)),
          ])
      })
  }

  private static func reasons(_ counts: DropCounts) -> JSONValue {
    .object(DropReason.allCases.map { ($0.rawValue, .integer(counts[$0])) })
  }
}
