/// μ of four offloaders, at which the shares that each asks for sum to 1: Model (16).
///
/// The sum is convex and piecewise linear in it. Newton's method takes a step, and one more for each time that a receiver comes
/// or goes.
enum ClearingPrice {
  /// One step from `price`, in s, at which arcs are used as `use` says in sum.
  ///
  /// - Parameters:
  ///   - worth: z − π in s by row.
  ///   - softness: 1/k in 1/s by row.
  @inline(__always) static func step(
    from price: Row, _ use: ArcUse, _ worth: Span<Row>, softness: (Int) -> Row
  ) -> Row {
    let next = price + (use.share - 1) / use.softness
    guard use.softness.least <= 0 else { return next }
    return next.replacing(with: dearest(worth, softness), where: use.softness .<= 0)
  }

  /// μ in s, from `old` on; a node whose shares sum to 1 stays where it is.
  @inline(__always) static func find(from old: Row, _ worth: Span<Row>, softness: (Int) -> Row) -> Row {
    var price = old
    for _ in 0...(worth.count + 2) {
      var use = ArcUse()
      for row in worth.indices { use += ArcUse(softness(row), surplus: worth[row] - price) }
      let excess = use.share - 1, squared = excess * excess
      guard squared.largest > tolerance * tolerance else { break }
      price = step(from: price, use, worth, softness: softness)
        .replacing(with: price, where: squared .<= tolerance * tolerance)
    }
    return price
  }

  /// A μ at which one arc would get everything, so that the sum is at least 1: where the method begins anew when nothing is used.
  @inline(never) private static func dearest(_ worth: Span<Row>, _ softness: (Int) -> Row) -> Row {
    var dearest = Row(repeating: -.infinity)
    for row in worth.indices { dearest = dearest.or(worth[row] - 1 / softness(row)) }
    return dearest
  }

  /// How far the shares of a node may be from 1 in the end: rounding. They are then made to sum to 1.
  private static let tolerance = 1e-12
}
