import Controllers
import EdgeModel
import Simulation

/// The records of the decision log: one `begin`, a `decision` per controller and epoch, an `end` per controller.
struct RunRecords {
  let scenario: Scenario
  let detail: LogDetail
  let explains: Bool

  /// The first record: what the run is.
  func begin() -> JSONValue {
    [
      "type": "begin", "version": .string(offrampVersion), "scenario": .string(scenario.name),
      "notice": .string(scenario.notice), "seed": .integer(Int(truncatingIfNeeded: scenario.seed)),
      "slot_s": .number(scenario.slotSeconds), "slots": .integer(scenario.slots),
      "kappa_s": .number(scenario.cost.kappaSeconds),
      "controllers": .array(scenario.controllers.map { .string($0.label) }),
    ]
  }

  /// One controller's decision for one slot, and what came of it.
  ///
  /// - Parameter clairvoyant: The outcome of the controller that was told what would be, where there is one.
  func decision(
    _ outcome: ControllerRun.Outcome, by label: String, beside clairvoyant: ControllerRun.Outcome? = nil
  ) -> JSONValue {
    let decision = outcome.decision, window = outcome.slot.window, network = outcome.network
    let overload = OverloadRecord(decision.predicted, outcome.flows, on: outcome.problem, detail)
    let reason = DecisionReason.sentence(
      decision, after: outcome.previousPlan, on: outcome.problem, outcome.flows, overload)
    var members: [(key: String, value: JSONValue)] = [
      ("type", "decision"), ("controller", .string(label)), ("epoch", .integer(outcome.slot.index)),
      ("start_s", .number(window.start.seconds)), ("end_s", .number(window.end.seconds)),
      ("start", .string(decision.start.rawValue)), ("rounds", .integer(decision.rounds)),
      ("messages", .integer(decision.traffic.messages)), ("bytes", .integer(decision.traffic.bytes)),
      ("status", .string(decision.status.rawValue)), ("observed", observed(outcome)),
      ("predicted", predicted(outcome)), ("thresholds", thresholds(decision.plan, network)),
    ]
    members += overload.members
    members += [
      ("reason", .string(reason)),
      ("measured", measured(outcome)), ("reward", .optional(outcome.measured.reward)),
    ]
    if case .leastDelay = decision.dispatch { members.append(("dispatch", "least-delay")) }
    if let gap = decision.nashGapSeconds { members.append(("nash_gap_s", .number(gap))) }
    if explains { members.append(("cold_start", coldStart(outcome.coldStart))) }
    if let clairvoyant { members.append(("regret", regret(outcome, clairvoyant))) }
    if detail == .full {
      members.append(("strategy", DecideReport.strategy(decision.plan, on: network)))
      members.append(("levels", DecideReport.levels(decision.plan, on: network)))
      members.append(
        ("utilisation", UtilisationRecord.full(decision.predicted.utilisation, on: network)))
    }
    return .object(members)
  }

  /// The last record of a controller: what it adds up to.
  func end(_ label: String, _ totals: ControllerTotals) -> JSONValue {
    [
      "type": "end", "controller": .string(label), "epochs": .integer(scenario.slots),
      "arrived": .integer(totals.arrived), "completed": .integer(totals.all.completed),
      "in_flight": .integer(totals.inFlight), "dropped": .integer(totals.dropped.total),
      "delay_mean_s": .optional(totals.delayMeanSeconds), "accuracy": .optional(totals.accuracy),
      "objective_s": .optional(totals.objectiveSeconds(kappaSeconds: scenario.cost.kappaSeconds)),
    ]
  }

  private func observed(_ outcome: ControllerRun.Outcome) -> JSONValue {
    let conditions = outcome.slot.forecast
    return [
      "arrival_rate": .number(conditions.totalArrivalRate), "backlog": .integer(outcome.backlog),
      "arcs_in_outage": .integer(conditions.transmissionSeconds.count { $0 >= Conditions.outageSeconds }),
      "nodes_failed": .integer(conditions.speed?.count { $0 == 0 } ?? 0),
    ]
  }

  private func predicted(_ outcome: ControllerRun.Outcome) -> JSONValue {
    let state = outcome.decision.predicted
    return [
      "delay_s": .number(state.delaySeconds), "error": .number(state.errorRate),
      "objective_s": .number(state.objectiveSeconds), "gap_s": .number(state.gapSeconds),
      "stationarity_s": .sixDigits(state.stationaritySeconds),
      "max_utilisation": .sixDigits(state.utilisation.max() ?? 0),
      "utilisation": UtilisationRecord.json(state.utilisation, on: outcome.network),
      "worst_link": WorstLink.json(outcome.decision.plan, on: outcome.problem),
    ]
  }

  private func coldStart(_ decision: Decision?) -> JSONValue {
    guard let decision else { return .null }
    return [
      "delay_s": .number(decision.predicted.delaySeconds), "error": .number(decision.predicted.errorRate),
      "objective_s": .number(decision.predicted.objectiveSeconds),
      "gap_s": .number(decision.predicted.gapSeconds), "rounds": .integer(decision.rounds),
      "messages": .integer(decision.traffic.messages), "status": .string(decision.status.rawValue),
    ]
  }

  private func regret(_ outcome: ControllerRun.Outcome, _ best: ControllerRun.Outcome) -> JSONValue {
    func difference(_ own: Double?, _ other: Double?) -> JSONValue {
      guard let own, let other else { return .null }
      return .number(own - other)
    }
    return [
      "measured_s": difference(outcome.measured.objectiveSeconds, best.measured.objectiveSeconds),
      "model_s": difference(outcome.trueObjectiveSeconds, best.trueObjectiveSeconds),
    ]
  }

  private func thresholds(_ plan: OffloadingPlan, _ network: Network) -> JSONValue {
    .array(
      network.layers.indices.compactMap { layer in
        let values = network.nodes(of: layer).compactMap { plan.threshold(at: $0, of: network) }
        guard let least = values.min(), let most = values.max() else { return nil }
        return [
          "stage": .integer(layer), "min": .number(least),
          "mean": .number(values.reduce(0, +) / Double(values.count)), "max": .number(most),
        ]
      })
  }

  private func measured(_ outcome: ControllerRun.Outcome) -> JSONValue {
    let measured = outcome.measured
    return [
      "arrived": .integer(outcome.slot.arrivals.count), "completed": .integer(measured.completed),
      "in_flight": .integer(outcome.inFlight), "dropped": .integer(measured.dropped),
      "late": .integer(measured.late),
      "delay_mean_s": .optional(measured.delayMeanSeconds),
      "delay_p50_s": .optional(measured.delayP50Seconds), "delay_p90_s": .optional(measured.delayP90Seconds),
      "delay_p95_s": .optional(measured.delayP95Seconds), "delay_p99_s": .optional(measured.delayP99Seconds),
      "delay_p999_s": .optional(measured.delayP999Seconds),
      "accuracy": .optional(measured.accuracy), "objective_s": .optional(measured.objectiveSeconds),
      "stages": .array(measured.stages.map { .object(StageRecord.members($0, JSONValue.sixDigits)) }),
    ]
  }
}
