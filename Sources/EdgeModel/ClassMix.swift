/// Class mixes of nodes that may be idle.
@usableFromInline package enum ClassMix {
  /// `classes` scaled to sum to 1, or `other` when they are all 0.
  ///
  /// An idle node must still carry a sensible price and threshold, or it is never found (Model section 5). Its mix is
  /// that of everything its offloaders send on, to whomever; if they are idle too, the mean of their own mixes. On
  /// a complete network that is the mix of everything entering the layer, and it is known from neighbours alone.
  @inlinable @inline(__always) package static func of(
    _ classes: ClassVector, else other: @autoclosure () -> ClassVector
  ) -> ClassVector {
    of(classes) ?? other()
  }

  /// `classes` scaled to sum to 1; nil when they are all 0.
  @inlinable @inline(__always) package static func of(_ classes: ClassVector) -> ClassVector? {
    let total = classes.total
    return total > 0 ? classes / total : nil
  }

  /// As many of every class.
  @inlinable @inline(__always) package static var even: ClassVector {
    ClassVector(repeating: 1 / Double(difficultyClassCount))
  }
}
