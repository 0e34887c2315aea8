/// One controller's line of a summary.
struct SummaryRow: Sendable {
  let label: String
  /// The controller's name in the list.
  let name: String
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

  /// The percentiles of `delay_cdf`: fine where tails are.
  static let cdfPercentiles =
    [0.0, 1, 5] + stride(from: 10, to: 90, by: 5) + stride(from: 90, to: 99, by: 1)
    + [99, 99.5, 99.8, 99.9, 99.95, 99.98, 99.99, 99.995, 99.998, 99.999, 100]

  /// Pairs of a delay in s and the share of tasks that do not exceed it; empty when none completed.
  private var delayDistribution: JSONValue {
    .array(
      Self.cdfPercentiles.compactMap { percent in
        totals.delaySeconds(percentile: percent).map { [.number($0), .number(percent / 100)] }
      })
  }

  /// The row; with regrets where a controller was told what would be.
  func json(beside clairvoyant: SummaryRow?) -> JSONValue {
    .object(
      [
        ("controller", .string(label)), ("heuristic", .bool(isHeuristic)),
        ("arrived", .integer(totals.arrived)),
        ("completed", .integer(totals.all.completed)), ("in_flight", .integer(totals.inFlight)),
        ("dropped", .integer(totals.dropped.total)), ("late", .integer(totals.late)),
        ("delay_mean_s", .optional(totals.delayMeanSeconds)),
      ] + Self.percentiles.map { ($0.0, .optional(totals.delaySeconds(percentile: $0.1))) } + [
        ("delay_cdf", delayDistribution),
        ("accuracy", .optional(totals.accuracy)), ("objective_s", .optional(objectiveSeconds)),
        ("formula_error", .optional(totals.formulaError)), ("stages", StageRecord.summary(totals)),
        ("rounds_per_slot", .number(Double(totals.rounds) / Double(slots))),
        ("messages_per_slot", .number(Double(totals.messages) / Double(slots))),
        ("bytes_per_slot", .number(Double(totals.bytes) / Double(slots))),
      ] + (clairvoyant.map(regrets) ?? []))
  }

  private func regrets(_ best: SummaryRow) -> [(key: String, value: JSONValue)] {
    let measured = objectiveSeconds.flatMap { own in best.objectiveSeconds.map { own - $0 } }
    let model = (totals.trueObjectiveSeconds - best.totals.trueObjectiveSeconds) / Double(slots)
    return [("regret_s", .optional(measured)), ("regret_model_s", .number(model))]
  }
}
