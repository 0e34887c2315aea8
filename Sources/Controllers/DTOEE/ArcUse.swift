/// What arcs are used for: those of a row, or in sum those of each of four nodes.
struct ArcUse {
  /// q of each.
  var share = Row.zero
  /// 1/k of those that are used, 0 of the others, in 1/s.
  var softness = Row.zero

  /// Nothing.
  @inline(__always) init() {}

  /// The use of arcs that are worth `surplus` more than they cost, in s.
  @inline(__always) init(_ softness: Row, surplus: Row) {
    share = softness * surplus.orZero
    self.softness = softness.replacing(with: 0, where: surplus .<= 0)
  }

  @inline(__always) static func += (sum: inout ArcUse, more: ArcUse) {
    sum.share += more.share
    sum.softness += more.softness
  }
}
