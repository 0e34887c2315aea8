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
  /// The minimiser is q_j = max(0, p_j + (ν − δ_j)/k_j) with ν such that the q_j sum to 1. Receivers join in the order of
  /// the ν at which they become positive.
  ///
  /// - Complexity: O(*d* log *d*) for *d* receivers.
  package func move(_ probability: inout [Double], arcs: Range<Int>, offers: [DTOOffloader.Offer]) {
    let first = arcs.lowerBound
    func stiffness(_ index: Int) -> Double {
      max(offers[index].steepness / stepSize, 1e-9 * offers[index].price, .leastNormalMagnitude)
    }
    func entry(_ index: Int) -> Double {
      offers[index].price - stiffness(index) * probability[first + index]
    }
    var sum = 0.0, slope = 0.0, level = Double.infinity
    for index in offers.indices.sorted(by: { (entry($0), $0) < (entry($1), $1) }) {
      if entry(index) >= level { break }
      sum += probability[first + index] - offers[index].price / stiffness(index)
      slope += 1 / stiffness(index)
      level = (1 - sum) / slope
    }
    var total = 0.0
    for index in offers.indices {
      let share = max(0, probability[first + index] + (level - offers[index].price) / stiffness(index))
      probability[first + index] = share
      total += share
    }
    for arc in arcs { probability[arc] /= total }
  }
}
