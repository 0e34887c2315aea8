import EdgeModel

/// The move of one offloader at the end of a market, eight arcs at a time.
struct MarketMove {
  /// Where its arcs stand in columns by arc of the block.
  let arcs: Range<Int>
  /// Its rows.
  let rows: Range<Int>

  /// Sets `wanted`, by row, to the shares that it asked for last, made to sum to 1.
  ///
  /// - Parameters:
  ///   - price: μ in s.
  ///   - surcharge: In s by receiver, as it was when it asked.
  @inline(__always) func wish(
    _ market: MarketRows, isEven: Bool, _ price: Double, at surcharge: Span<Double>,
    _ wanted: inout MutableSpan<SIMD8<Double>>
  ) {
    var total = SIMD8<Double>.zero
    for row in rows {
      let use = market.use(row, isEven: isEven, market.worth(row, at: surcharge), at: price).surplus
      wanted[row - rows.lowerBound] = use
      total += use
    }
    let scale = 1 / total.total
    for row in 0..<rows.count { wanted[row] *= scale }
  }

  /// How fast its cost rises along the way from `share` to `wanted`, in s, at either end.
  ///
  /// - Parameters:
  ///   - cost: δ in s by arc, as `steepness`, N″ o in s.
  ///   - charged: By how much the prices of receivers would really rise, in s.
  @inline(__always) func slopes(
    _ market: MarketRows, isEven: Bool, from share: Span<Double>, to wanted: Span<SIMD8<Double>>,
    cost: Span<Double>, steepness: Span<Double>, charged: Span<Double>
  ) -> (before: Double, after: Double) {
    var before = SIMD8<Double>.zero, more = SIMD8<Double>.zero, place = arcs.lowerBound
    for row in rows {
      let move = wanted[row - rows.lowerBound] - share.row(place, arcs.upperBound)
      var rise = market.gathered(charged, row)
      if !isEven { rise += steepness.row(place, arcs.upperBound) * move }
      before += cost.row(place, arcs.upperBound) * move
      more += rise * move
      place += MarketRows.width
    }
    return (before.total, (before + more).total)
  }

  /// Makes of `wanted` where it gets to when it goes the part `length` of the way.
  ///
  /// - Returns: How far that leads back from `share` to `settled`, where it stood before momentum led it to `share`.
  @inline(__always) func go(
    _ length: Double, from share: Span<Double>, to wanted: inout MutableSpan<SIMD8<Double>>,
    settled: Span<Double>
  ) -> Double {
    var backwards = SIMD8<Double>.zero, place = arcs.lowerBound
    for row in 0..<rows.count {
      let share = share.row(place, arcs.upperBound)
      let next = share + length * (wanted[row] - share)
      backwards += (share - next) * (next - settled.row(place, arcs.upperBound))
      wanted[row] = next
      place += MarketRows.width
    }
    return backwards.total
  }

  /// Sets `share` to `next`, and by the part `further` of the move from `settled` to there beyond, and `settled` to `next`.
  @inline(__always) func settle(
    at next: Span<SIMD8<Double>>, further: Double, _ share: inout MutableSpan<Double>,
    _ settled: inout MutableSpan<Double>
  ) {
    var sum = SIMD8<Double>.zero, place = arcs.lowerBound
    for row in 0..<rows.count {
      let next = next[row]
      if further > 0 {
        let ahead = next + further * (next - settled.span.row(place, arcs.upperBound))
        let kept = ahead.replacing(with: 0, where: ahead .<= 0)
        share.setRow(place, arcs.upperBound, to: kept)
        sum += kept
      } else {
        share.setRow(place, arcs.upperBound, to: next)
      }
      settled.setRow(place, arcs.upperBound, to: next)
      place += MarketRows.width
    }
    guard further > 0 else { return }
    let scale = 1 / sum.total
    for place in arcs { share[place] *= scale }
  }
}
