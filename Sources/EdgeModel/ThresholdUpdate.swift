/// Which levels a node looks at when it sets its threshold.
package enum ThresholdSearch: String, Sendable, CaseIterable {
  /// Its own and the two beside it, prices fixed: Model (13) to the letter.
  case neighbours
  /// All of them, prices rising with what is sent on.
  case all
}

/// The threshold update of one node: Model (13).
package enum ThresholdUpdate {
  /// U at `level`: what the node's inflow costs from here on at that threshold, with prices fixed, in s per
  /// second of inflow.
  package static func cost(
    of level: Int, inflow: ClassVector, onward: ClassVector, table: ExitTable, kappaSeconds: Double
  ) -> Double {
    inflow.dot(kappaSeconds * table.error[level] + table.survive[level] * onward)
  }

  /// The best level that `search` looks at; `level` itself wins ties, so that nothing moves without a gain.
  ///
  /// - Parameters:
  ///   - inflow: φ_j by class, or the mix that would enter an idle node.
  ///   - onward: What letting tasks go on costs the node.
  package static func level(
    from level: Int, inflow: ClassVector, onward: OnwardCost, table: ExitTable, kappaSeconds: Double,
    search: ThresholdSearch
  ) -> Int {
    let reach = search == .neighbours ? (level - 1)...(level + 1) : 0...(table.thresholds.count - 1)
    var best = level
    var least = cost(
      of: level, inflow: inflow, onward: onward.price, table: table, kappaSeconds: kappaSeconds)
    for candidate in reach.clamped(to: 0...(table.thresholds.count - 1)) where candidate != level {
      var value = cost(
        of: candidate, inflow: inflow, onward: onward.price, table: table, kappaSeconds: kappaSeconds)
      if search == .all {
        value += priceRise(
          from: inflow.dot(table.survive[level]), to: inflow.dot(table.survive[candidate]), onward.elasticity)
      }
      if value < least { (best, least) = (candidate, value) }
    }
    return best
  }

  /// What a change of the outflow adds to the cost by moving the prices behind, when all nodes of the layer change alike:
  /// prices then rise by the elasticity ε per relative change, ½ ε Δo²/o, with o the larger of the two flows.
  private static func priceRise(from old: Double, to new: Double, _ elasticity: Double) -> Double {
    let larger = max(old, new)
    return larger > 0 ? 0.5 * elasticity * (new - old) * (new - old) / larger : 0
  }
}
