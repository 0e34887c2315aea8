/// What nodes report to a coordinator after an exchange, summed over as many of them as have been added.
package struct NodeReport: Sendable, Equatable {
  /// Tasks at the nodes and on the arcs out of them.
  package internal(set) var number = 0.0
  /// Wrong answers in 1/s.
  package internal(set) var errorFlow = 0.0
  /// What of `number` is the exterior penalty of Model (5): what a queue holds beyond its knee, in tasks.
  package internal(set) var penalty = 0.0
  /// Σ_i o_i Σ_j p_ij (δ_ij − δ_ij*), tasks: Model (15) times Λ.
  package internal(set) var unilateralGain = 0.0

  /// A node's share of the objective, of the penalty in it and of the stationarity, and whether its threshold moved.
  package static let byteCount = 25

  /// Whether nobody could gain more than `tolerance` of the objective, penalty apart, by moving alone. The penalty
  /// stays out because it can be many times the rest, and would make a search in overload content with anything.
  package func isStationary(within tolerance: Double, kappaSeconds: Double) -> Bool {
    unilateralGain <= tolerance * carriedCost(kappaSeconds: kappaSeconds)
  }

  /// ΛJ, tasks: the objective as it adds up over nodes.
  package func cost(kappaSeconds: Double) -> Double { number + kappaSeconds * errorFlow }

  /// The same without the penalty.
  package func carriedCost(kappaSeconds: Double) -> Double { cost(kappaSeconds: kappaSeconds) - penalty }

  static func += (sum: inout NodeReport, more: NodeReport) {
    sum.number += more.number
    sum.penalty += more.penalty
    sum.errorFlow += more.errorFlow
    sum.unilateralGain += more.unilateralGain
  }
}
