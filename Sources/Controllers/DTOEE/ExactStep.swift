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
  /// The minimiser is q_j = max(0, p_j + (ν − δ_j)/k_j) with ν such that the q_j sum to 1. The sum is convex and piecewise
  /// linear in ν: Newton's method from the mean price finds ν in as many steps as receivers come or go, and ends when none
  /// does (variable fixing: Bitran & Hax, *Disaggregation and resource allocation using convex knapsack problems*, 1981).
  ///
  /// - Complexity: O(*d*²) for *d* receivers at worst, O(*d*) when few come or go; allocates nothing.
  package func move(_ offers: inout MutableSpan<DTOOffloader.Offer>, count: Int) {
    var price = 0.0  // ν
    for index in 0..<count { price += offers[index].probability * offers[index].price }
    var used = 0, sum = 0.0, slope = 0.0
    for index in 0..<count {
      let offer = offers[index], softness = 1 / stiffness(offer)
      let level = offer.probability - offer.price * softness, isUsed = level + softness * price > 0
      offers[index].price = level  // q_j at ν = 0
      offers[index].steepness = softness  // how fast q_j rises with ν
      sum += isUsed ? level : 0
      slope += isUsed ? softness : 0
      used += isUsed ? 1 : 0
    }
    var total = 0.0, before = -1, passes = 0
    // At most one pass per receiver but for rounding, which can let one come and go for ever.
    while used != before, passes <= count {
      passes += 1
      price = (1 - sum) / slope
      before = used
      (total, used, sum, slope) = (0, 0, 0, 0)
      for index in 0..<count {
        let offer = offers[index], probability = max(0, offer.price + offer.steepness * price)
        let isUsed = probability > 0
        offers[index].probability = probability
        total += probability
        sum += isUsed ? offer.price : 0
        slope += isUsed ? offer.steepness : 0
        used += isUsed ? 1 : 0
      }
    }
    let scale = 1 / total  // 1 but for rounding
    for index in 0..<count { offers[index].probability *= scale }
  }

  /// k_j, kept positive: a receiver that nobody could overload is as good as flat.
  private func stiffness(_ offer: DTOOffloader.Offer) -> Double {
    max(offer.steepness * perStep, 1e-9 * offer.price, .leastNormalMagnitude)
  }
}
