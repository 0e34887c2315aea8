/// One number per difficulty class: a flow in 1/s, a share, or a price in s.
///
/// Model section 1: confidences of one sample at successive exits are strongly correlated, so tasks carry a
/// latent class. Eight doubles are one cache line and one vector.
@usableFromInline package typealias ClassVector = SIMD8<Double>

/// The number of difficulty classes, G in the model.
@usableFromInline package let difficultyClassCount = ClassVector.scalarCount

extension ClassVector {
  /// The sum over the classes: halves added to halves, which takes three steps where a chain takes seven.
  @inlinable @inline(__always) package var total: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The scalar product, Σ_g self[g] · other[g].
  @inlinable @inline(__always) package func dot(_ other: ClassVector) -> Double { (self * other).total }
}
