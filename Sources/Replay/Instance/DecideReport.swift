package import Controllers
package import EdgeModel

/// One decision problem given to one controller: what `offramp decide` does.
package enum DecideReport {
  /// The decision of `controller` on `problem`, started cold.
  package static func decision(
    on problem: DecisionProblem, by entry: ControllerEntry, settings: ControllerSettings
  ) -> Decision {
    var controller = entry.make(problem.network, problem.cost, settings, true)
    let backlog = [Int](repeating: 0, count: problem.network.nodeCount)
    return controller.decide(Observation(slot: 0, conditions: problem.conditions, backlog: backlog))
  }

  /// The decision as a JSON object: see docs/formats.md.
  package static func json(_ decision: Decision, on network: Network) -> JSONValue {
    let predicted = decision.predicted
    let members: [(key: String, value: JSONValue)] = [
      ("objective_s", .number(predicted.objectiveSeconds)),
      ("delay_s", .number(predicted.delaySeconds)),
      ("error", .number(predicted.errorRate)),
      ("gap_s", .number(predicted.gapSeconds)),
      ("stationarity_s", .number(predicted.stationaritySeconds)),
      ("rounds", .integer(decision.rounds)),
      ("messages", .integer(decision.traffic.messages)),
      ("bytes", .integer(decision.traffic.bytes)),
      ("start", .string(decision.start.rawValue)),
      ("status", .string(decision.status.rawValue)),
      ("overloaded", .array(predicted.overloadedNodes.map { .string(network.name(of: $0)) })),
      ("overloaded_links", .array(predicted.overloadedLinks.map { .string(network.name(ofArc: $0)) })),
      ("strategy", strategy(decision.plan, on: network)),
      ("levels", levels(decision.plan, on: network)),
      ("history", .array(decision.history.map(json))),
    ]
    let gap = decision.nashGapSeconds.map { [(key: "nash_gap_s", value: JSONValue.number($0))] } ?? []
    return .object(members + gap)
  }

  private static func json(_ round: Decision.Round) -> JSONValue {
    [
      "round": .integer(round.round), "objective_s": .number(round.objectiveSeconds),
      "gap_s": .number(round.gapSeconds), "stationarity_s": .number(round.stationaritySeconds),
    ]
  }

  /// The offloading probabilities, one array per arc layer.
  package static func strategy(_ plan: OffloadingPlan, on network: Network) -> JSONValue {
    .array(
      network.layers.indices.dropLast().map { .numbers(plan.probability[network.arcs(fromLayer: $0)]) })
  }

  /// The threshold levels, one array per layer, null for a layer without a choice.
  package static func levels(_ plan: OffloadingPlan, on network: Network) -> JSONValue {
    .array(
      network.layers.indices.map { layer in
        guard network.layers[layer].exit.table != nil else { return .null }
        return .array(plan.level[network.nodes(of: layer)].map(JSONValue.integer))
      })
  }
}
