// Eight arcs of one node at a time, out of columns by arc and back.
extension Span<Double> {
  /// The row that begins at `place`; `other` for arcs from `end` on, which are those of other nodes, or none.
  @inline(__always) func row(_ place: Int, _ end: Int, else other: Double = 0) -> SIMD8<Double> {
    guard place >= 0, place &+ MarketRows.width <= count else {
      var row = SIMD8(repeating: other)
      for lane in 0..<Swift.min(MarketRows.width, end - place) { row[lane] = self[place + lane] }
      return row
    }
    // Unchecked: it was just seen that eight are left.
    let row = unsafe SIMD8(
      self[unchecked: place], self[unchecked: place &+ 1], self[unchecked: place &+ 2],
      self[unchecked: place &+ 3], self[unchecked: place &+ 4], self[unchecked: place &+ 5],
      self[unchecked: place &+ 6], self[unchecked: place &+ 7])
    return place &+ MarketRows.width <= end
      ? row : row.replacing(with: other, where: row.isBeyond(end &- place))
  }
}

extension MutableSpan<Double> {
  /// Sets the row that begins at `place` but for arcs from `end` on.
  @inline(__always) mutating func setRow(_ place: Int, _ end: Int, to row: SIMD8<Double>) {
    guard place >= 0, place &+ MarketRows.width <= count else {
      for lane in 0..<Swift.min(MarketRows.width, end - place) { self[place + lane] = row[lane] }
      return
    }
    var whole = row
    if place &+ MarketRows.width > end {
      whole.replace(with: span.row(place, count), where: row.isBeyond(end &- place))
    }
    // Unchecked: it was just seen that eight are left.
    for lane in 0..<MarketRows.width { unsafe self[unchecked: place &+ lane] = whole[lane] }
  }
}

extension SIMD8<Double> {
  private static let lane = SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7)

  /// Which lanes are those from `count` on.
  @inline(__always) fileprivate func isBeyond(_ count: Int) -> SIMDMask<SIMD8<Int64>> {
    Self.lane .>= SIMD8(repeating: Double(count))
  }
}
