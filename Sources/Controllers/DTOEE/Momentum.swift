/// Carries one offloader's move on in its direction: Nesterov's extrapolation with a restart of its own.
///
/// The restart is the gradient test of O'Donoghue & Candès (*Adaptive restart for accelerated gradient schemes*, 2015),
/// taken over this offloader's arcs alone, so that no global sum is needed.
struct Momentum: Sendable {
  private var inertia = 1.0

  /// Moves `probability`, just solved for, further away from `before`, unless that went uphill.
  mutating func carryOn(
    _ probability: inout [Double], arcs: Range<Int>, from before: ArraySlice<Double>,
    offers: [DTOOffloader.Offer]
  ) {
    var uphill = 0.0
    for (offer, arc) in zip(offers, arcs) { uphill += offer.price * (probability[arc] - before[arc]) }
    if uphill > 0 {
      inertia = 1
      return
    }
    let next = (1 + (1 + 4 * inertia * inertia).squareRoot()) / 2
    let weight = (inertia - 1) / next
    inertia = next
    var total = 0.0
    for arc in arcs {
      probability[arc] = max(0, probability[arc] + weight * (probability[arc] - before[arc]))
      total += probability[arc]
    }
    for arc in arcs { probability[arc] /= total }
  }
}
