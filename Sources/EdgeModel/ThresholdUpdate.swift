/// Which levels a node looks at when it sets its threshold.
package enum ThresholdSearch: String, Sendable, CaseIterable {
  /// Its own and the two beside it, prices fixed: Model (13) to the letter.
  case neighbours
  /// All of them, prices rising with what is sent on.
  case all
}

/// The threshold update of one node: Model (13).
package enum ThresholdUpdate {
  /// The best level that `search` looks at; `level` itself wins ties, so that nothing moves without a gain.
  ///
  /// - Parameters:
  ///   - inflow: φ_j by class, or the mix that would enter an idle node.
  ///   - onward: What letting tasks go on costs the node.
  package static func level(
    from level: Int, inflow: ClassVector, onward: OnwardCost, table: ExitTable, kappaSeconds: Double,
    search: ThresholdSearch
  ) -> Int {
    let costs = LevelCosts(inflow: inflow, onward: onward, kappaSeconds: kappaSeconds)
    let last = table.thresholds.count - 1, outflow = costs.outflow(at: level, table)
    let reach = search == .neighbours ? max(0, level - 1)...min(level + 1, last) : 0...last
    var best = level, least = costs.cost(of: level, table)
    for candidate in reach where candidate != level {
      var value = costs.cost(of: candidate, table)
      if search == .all, value < least {  // prices that rise only add to it
        value += priceRise(from: outflow, to: costs.outflow(at: candidate, table), onward.elasticity)
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
