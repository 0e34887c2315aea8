/// What one node's threshold levels cost with prices fixed: Model (13); what all levels share is multiplied once.
package struct LevelCosts: Sendable {
  private let inflow: ClassVector
  private let errorCost: ClassVector
  private let onwardCost: ClassVector

  /// The costs at a node with `inflow` by class, in 1/s, or the mix that would enter it when idle.
  @inline(__always) package init(inflow: ClassVector, onward: OnwardCost, kappaSeconds: Double) {
    self.inflow = inflow
    errorCost = kappaSeconds * inflow
    onwardCost = inflow * onward.price
  }

  /// U: what the inflow costs from here on, in s per second of inflow: Σ_g φ (κ E + R C).
  @inline(__always) package func cost(of level: Int, _ table: ExitTable) -> Double {
    (errorCost * table.error[level] + onwardCost * table.survive[level]).total
  }

  /// What goes on at `level`, in the unit of the inflow.
  @inline(__always) func outflow(at level: Int, _ table: ExitTable) -> Double {
    inflow.dot(table.survive[level])
  }
}
