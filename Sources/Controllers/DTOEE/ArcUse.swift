import EdgeModel

/// What the arcs of a row are used for, in units in which an offloader's shares sum up to θ δ̄: so that where links are
/// delays, and all its arcs are equally soft, nothing is multiplied or divided.
struct ArcUse {
  /// θ δ̄ q of each, in s.
  var surplus = SIMD8<Double>.zero
  /// θ δ̄ / k of those that are used, 0 of the others.
  var weight = SIMD8<Double>.zero

  /// Nothing.
  init() {}

  /// The use of arcs that are worth `surplus` more than they cost, in s.
  @inline(__always) init(_ weight: SIMD8<Double>, surplus: SIMD8<Double>) {
    let isUnused = surplus .<= 0
    self.surplus = (weight * surplus).replacing(with: 0, where: isUnused)
    self.weight = weight.replacing(with: 0, where: isUnused)
  }

  /// How far μ must rise, in s, for the uses to sum to `whole` while what is used stays so; nil where they do.
  ///
  /// - Parameter fallback: The step where nothing is used.
  @inline(__always) func priceStep(to whole: Double, else fallback: @autoclosure () -> Double) -> Double? {
    let excess = surplus.total - whole
    guard abs(excess) > Self.tolerance * whole else { return nil }
    let slope = weight.total
    return slope > 0 ? excess / slope : fallback()
  }

  /// Whether nothing is used.
  @inline(__always) var isNothing: Bool { weight.total <= 0 }

  /// How far the shares of a node may be from 1 while a market clears: rounding. They are made to sum to 1 at its end.
  private static let tolerance = 1e-12

  @inline(__always) static func += (sum: inout ArcUse, more: ArcUse) {
    sum.surplus += more.surplus
    sum.weight += more.weight
  }
}
