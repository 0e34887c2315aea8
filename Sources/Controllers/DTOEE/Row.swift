/// Numbers of four nodes, or of an arc of each: as many as fit the registers of any processor with what is worked out of them.
package typealias Row = SIMD4<Double>

extension Row {
  /// The least of them.
  @inline(__always) var least: Double { -(-self).largest }
  /// The largest of them.
  @inline(__always) var largest: Double {
    let two = lowHalf.replacing(with: highHalf, where: lowHalf .< highHalf)
    return Swift.max(two.x, two.y)
  }
  /// The numbers without their signs.
  @inline(__always) var magnitude: Row { replacing(with: -self, where: self .< 0) }
  /// The numbers, 0 for negative ones.
  @inline(__always) var orZero: Row { replacing(with: 0, where: self .< 0) }
  /// The larger ones of these and `others`.
  @inline(__always) func or(_ others: Row) -> Row { replacing(with: others, where: self .< others) }
}

extension Span<Double> {
  /// As many numbers from `place` on as a vector holds; `other` for those beyond the end.
  @inline(__always) func vector<Vector: SIMD<Double>>(_ place: Int, else other: Double) -> Vector {
    var vector = Vector(repeating: other)
    if place >= 0, place &+ Vector.scalarCount <= count {
      // Unchecked: all are there.
      for lane in vector.indices { vector[lane] = unsafe self[unchecked: place &+ lane] }
    } else {
      for lane in 0..<Swift.min(Vector.scalarCount, count - place) { vector[lane] = self[place + lane] }
    }
    return vector
  }
}
