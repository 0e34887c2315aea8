/// The exact minimiser of each offloader's prices plus its receivers' quadratic models over the simplex, damped by
/// grants: Model section 4, "exact local solves", without momentum, which fights free thresholds.
///
/// Two solves a round. The first takes each receiver's own curvature, as if nobody else moved: a proposal. Receivers
/// answer with what is proposed to them in all; the second solve takes the curvature scaled by that, so that offloaders
/// who move together slow down together, and those who move against each other do not.
package struct ExactStep: StepRule {
  /// η, without unit: the steepness of every receiver is divided by it. Above 1 it may oscillate.
  package let stepSize: Double

  /// A rule with η = `stepSize`.
  package init(stepSize: Double) { self.stepSize = stepSize }

  package var asksForGrants: Bool { true }

  /// Minimises Σ_j δ_j q_j + ½ k_j (q_j − p_j)² over the simplex, k_j the steepness of offer j.
  ///
  /// The minimiser is q_j = max(0, p_j + (ν − δ_j)/k_j) with ν such that the q_j sum to 1. ν is found from all receivers
  /// first; those it would leave below 0 drop out, which lowers it for the rest, until none does (variable fixing:
  /// Bitran & Hax, *Disaggregation and resource allocation using convex knapsack problems*, 1981).
  ///
  /// - Complexity: O(*d*²) for *d* receivers at worst, O(*d*) when few are dropped; allocates nothing.
  package func move(_ probability: inout [Double], arcs: Range<Int>, offers: [DTOOffloader.Offer]) {
    var level = Double.infinity, used = -1
    while true {
      var sum = 0.0, slope = 0.0, count = 0
      for arc in arcs {
        let stiffness = stiffness(offers[arc])
        guard offers[arc].price - stiffness * probability[arc] < level else { continue }
        sum += probability[arc] - offers[arc].price / stiffness
        slope += 1 / stiffness
        count += 1
      }
      if count == used { break }
      used = count
      level = (1 - sum) / slope
    }
    var total = 0.0
    for arc in arcs {
      probability[arc] = max(0, probability[arc] + (level - offers[arc].price) / stiffness(offers[arc]))
      total += probability[arc]
    }
    for arc in arcs { probability[arc] /= total }
  }

  /// k_j, kept positive: a receiver that nobody could overload is as good as flat.
  private func stiffness(_ offer: DTOOffloader.Offer) -> Double {
    max(offer.steepness / stepSize, 1e-9 * offer.price, .leastNormalMagnitude)
  }
}
