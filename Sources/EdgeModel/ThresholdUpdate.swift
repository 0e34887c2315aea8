/// The threshold update of one node: Model (13).
package enum ThresholdUpdate {
  /// U at `level`: what the node's inflow costs from here on at that threshold, with prices fixed, in s per
  /// second of inflow.
  package static func cost(
    of level: Int, inflow: ClassVector, onward: ClassVector, table: ExitTable, kappaSeconds: Double
  ) -> Double {
    inflow.dot(kappaSeconds * table.error[level] + table.survive[level] * onward)
  }

  /// The best of `level` and the two beside it; `level` itself wins ties, so that nothing moves without a gain.
  ///
  /// - Parameters:
  ///   - inflow: φ_j by class, or the mix that would enter an idle node.
  ///   - onward: C_j by class, in s.
  package static func level(
    from level: Int, inflow: ClassVector, onward: ClassVector, table: ExitTable, kappaSeconds: Double
  ) -> Int {
    var best = level
    var least = cost(of: level, inflow: inflow, onward: onward, table: table, kappaSeconds: kappaSeconds)
    for neighbour in [level - 1, level + 1] where table.thresholds.indices.contains(neighbour) {
      let candidate = cost(
        of: neighbour, inflow: inflow, onward: onward, table: table, kappaSeconds: kappaSeconds)
      if candidate < least { (best, least) = (neighbour, candidate) }
    }
    return best
  }
}
