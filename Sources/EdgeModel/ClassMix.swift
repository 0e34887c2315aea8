/// Class mixes of nodes that may be idle.
package enum ClassMix {
  /// The first of `candidates` that is not all 0, scaled to sum to 1; an even mix when there is none.
  ///
  /// An idle node must still carry a sensible price and threshold, or it is never found (Model section 5). Its mix is
  /// that of everything its offloaders send on, to whomever; if they are idle too, the mean of their own mixes. On
  /// a complete network that is the mix of everything entering the layer, and it is known from neighbours alone.
  package static func first(of candidates: ClassVector...) -> ClassVector {
    for candidate in candidates {
      let total = candidate.total
      if total > 0 { return candidate / total }
    }
    return ClassVector(repeating: 1 / Double(difficultyClassCount))
  }
}
