import EdgeModel

/// The move of one offloader at the end of a market, arc by arc.
struct MarketMove {
  /// Where its arcs stand in columns by arc of the block.
  let arcs: Range<Int>

  /// How fast its cost rises along the way from `share` to `wanted`, in s, at either end.
  ///
  /// - Parameters:
  ///   - wanted: By arc of the node, as `rise`: by how much the prices of receivers would really rise, in s.
  ///   - cost: δ in s by arc of the block, as `share` and `steepness`, N″ o in s.
  @inline(__always) func slopes(
    from share: Span<Double>, to wanted: Span<Double>, cost: Span<Double>, steepness: Span<Double>,
    rise: Span<Double>
  ) -> (before: Double, after: Double) {
    var before = 0.0, after = 0.0
    for index in 0..<arcs.count {
      let place = arcs.lowerBound + index, move = wanted[index] - share[place]
      before += cost[place] * move
      after += (cost[place] + rise[index] + steepness[place] * move) * move
    }
    return (before, after)
  }

  /// Makes of `wanted` where it gets to when it goes the part `length` of the way.
  ///
  /// - Returns: How far that leads back from `share` to `settled`, where it stood before momentum led it to `share`.
  @inline(__always) func go(
    _ length: Double, from share: Span<Double>, to wanted: inout MutableSpan<Double>, settled: Span<Double>
  ) -> Double {
    var backwards = 0.0
    for index in 0..<arcs.count {
      let place = arcs.lowerBound + index
      let next = share[place] + length * (wanted[index] - share[place])
      backwards += (share[place] - next) * (next - settled[place])
      wanted[index] = next
    }
    return backwards
  }

  /// Sets `share` to `next`, and by the part `further` of the move from `settled` to there beyond, and `settled` to `next`.
  @inline(__always) func settle(
    at next: Span<Double>, further: Double, _ share: inout MutableSpan<Double>,
    _ settled: inout MutableSpan<Double>
  ) {
    var sum = 0.0
    for index in 0..<arcs.count {
      let place = arcs.lowerBound + index
      share[place] = max(0, next[index] + further * (next[index] - settled[place]))
      settled[place] = next[index]
      sum += share[place]
    }
    guard further > 0 else { return }
    let scale = 1 / sum
    for place in arcs { share[place] *= scale }
  }
}
