import EdgeModel

// μ at which the shares of a node sum to 1: their sum is convex and piecewise linear in μ. Newton's method from where the
// last phase ended takes a step, and one more for each time that a receiver comes or goes.
extension MarketRows {
  /// Finds μ of a node all of whose arcs stand in `row`: in registers from beginning to end.
  ///
  /// - Parameters:
  ///   - isEven: What ``isEven`` says.
  ///   - worth: z − π in s.
  ///   - whole: θ δ̄ of the node in s.
  ///   - price: μ in s; what it was goes in, what it is comes out.
  /// - Returns: What the arcs are used for then.
  @inline(__always) func clear(
    _ row: Int, isEven: Bool, _ worth: SIMD8<Double>, _ whole: Double, from price: inout Double
  ) -> ArcUse {
    var mu = price, use = use(row, isEven: isEven, worth, at: mu)
    for _ in 0...Self.width {
      guard let step = use.priceStep(to: whole, else: dearest(row, isEven: isEven, worth, whole) - mu) else {
        break
      }
      mu += step
      use = self.use(row, isEven: isEven, worth, at: mu)
    }
    price = mu
    return use
  }

  /// The same of a node whose arcs take up `range`, with z − π from the beginning of `worth` on.
  @inline(__always) func clear(
    _ range: Range<Int>, isEven: Bool, _ worth: Span<SIMD8<Double>>, _ whole: Double, from price: inout Double
  ) {
    for _ in 0...(Self.width * range.count) {
      var use = ArcUse()
      for row in range { use += self.use(row, isEven: isEven, worth[row - range.lowerBound], at: price) }
      var most = -Double.infinity
      if use.isNothing {
        for row in range {
          most = max(most, dearest(row, isEven: isEven, worth[row - range.lowerBound], whole))
        }
      }
      guard let step = use.priceStep(to: whole, else: most - price) else { break }
      price += step
    }
  }

  /// A μ at which one arc of a row would get everything, so that the sum is at least 1: where Newton's method begins anew
  /// when nothing is used.
  private func dearest(_ row: Int, isEven: Bool, _ worth: SIMD8<Double>, _ whole: Double) -> Double {
    guard !isEven else { return worth.max() - whole }
    let weight = weights[row]
    var dearest = -Double.infinity
    for lane in 0..<Self.width where weight[lane] > 0 {
      dearest = max(dearest, worth[lane] - whole / weight[lane])
    }
    return dearest
  }
}
