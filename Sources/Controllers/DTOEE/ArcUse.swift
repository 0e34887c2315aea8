import EdgeModel

/// What the arcs of a row are used for.
struct ArcUse {
  /// q of each.
  var share = SIMD8<Double>.zero
  /// 1/k of those that are used, 0 of the others, in 1/s.
  var softness = SIMD8<Double>.zero

  /// Nothing.
  init() {}

  /// The use of arcs that are worth `surplus` more than they cost, in s.
  @inline(__always) init(_ softness: SIMD8<Double>, surplus: SIMD8<Double>) {
    let isUnused = surplus .<= 0
    share = (softness * surplus).replacing(with: 0, where: isUnused)
    self.softness = softness.replacing(with: 0, where: isUnused)
  }

  /// How far μ must rise for the shares to sum to 1 while what is used stays so; nil where they do.
  ///
  /// - Parameter fallback: The step where nothing is used.
  @inline(__always) func priceStep(_ fallback: @autoclosure () -> Double) -> Double? {
    let excess = share.total - 1
    guard abs(excess) > Self.tolerance else { return nil }
    let slope = softness.total
    return slope > 0 ? excess / slope : fallback()
  }

  /// Whether nothing is used.
  @inline(__always) var isNothing: Bool { softness.total <= 0 }

  /// How far the shares of a node may be from 1 while a market clears: rounding. They are made to sum to 1 at its end.
  private static let tolerance = 1e-12

  @inline(__always) static func += (sum: inout ArcUse, more: ArcUse) {
    sum.share += more.share
    sum.softness += more.softness
  }
}
