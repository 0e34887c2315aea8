/// The exact minimiser of each offloader's prices plus its receivers' quadratic models over the simplex, damped by
/// grants: Model section 4, "exact local solves", without momentum, which fights free thresholds.
///
/// Two solves a round. The first takes each receiver's own curvature, as if nobody else moved: a proposal. Receivers
/// answer with what is proposed to them in all; the second solve takes the curvature scaled by that, so that offloaders
/// who move together slow down together, and those who move against each other do not.
package struct ExactStep: StepRule {
  /// η, without unit: the steepness of every receiver is divided by it. Above 1 it may oscillate.
  package let stepSize: Double
  private let perStep: Double

  /// A rule with η = `stepSize`.
  package init(stepSize: Double) {
    self.stepSize = stepSize
    perStep = 1 / stepSize
  }

  package var asksForGrants: Bool { true }

  /// Minimises Σ_j δ_j q_j + ½ k_j (q_j − p_j)² over the simplex, k_j the steepness of offer j.
  ///
  /// The minimiser is q_j = max(0, p_j + (ν − δ_j)/k_j) with ν such that the q_j sum to 1. ν is found from all receivers
  /// first; those it would leave below 0 drop out, which lowers it for the rest, until none does (variable fixing:
  /// Bitran & Hax, *Disaggregation and resource allocation using convex knapsack problems*, 1981).
  ///
  /// - Complexity: O(*d*²) for *d* receivers at worst, O(*d*) when few are dropped; allocates nothing.
  package func move(_ offers: inout MutableSpan<DTOOffloader.Offer>, count: Int) {
    var sum = 0.0, slope = 0.0
    for index in 0..<count {
      let offer = offers[index]
      let softness = 1 / stiffness(offer)
      let level = offer.probability - offer.price * softness
      offers[index].price = level  // q_j at ν = 0
      offers[index].steepness = softness  // how fast q_j rises with ν
      sum += level
      slope += softness
    }
    var price = (1 - sum) / slope, used = count  // ν
    while true {
      var sum = 0.0, slope = 0.0, left = 0
      for index in 0..<count {
        let offer = offers[index], isUsed = offer.price + offer.steepness * price > 0
        sum += isUsed ? offer.price : 0
        slope += isUsed ? offer.steepness : 0
        left += isUsed ? 1 : 0
      }
      if left == used { break }
      price = (1 - sum) / slope
      used = left
    }
    share(&offers, count, at: price)
  }

  /// Replaces every p_j by max(0, q_j), scaled to sum to 1 beyond rounding.
  private func share(_ offers: inout MutableSpan<DTOOffloader.Offer>, _ count: Int, at price: Double) {
    var total = 0.0
    for index in 0..<count {
      let probability = max(0, offers[index].price + offers[index].steepness * price)
      offers[index].probability = probability
      total += probability
    }
    let scale = 1 / total
    for index in 0..<count { offers[index].probability *= scale }
  }

  /// k_j, kept positive: a receiver that nobody could overload is as good as flat.
  private func stiffness(_ offer: DTOOffloader.Offer) -> Double {
    max(offer.steepness * perStep, 1e-9 * offer.price, .leastNormalMagnitude)
  }
}
