/// The moves of a group of offloaders at the end of a market, row by row.
struct MarketMove {
  /// Who moves.
  let group: Int
  /// Where.
  let market: MarketRows

  /// Sets `wanted`, by row of the group as everywhere here, to the shares that were asked for last, made to sum to 1.
  ///
  /// - Parameters:
  ///   - price: μ in s.
  ///   - surcharge: In s by receiver, as it was when they asked.
  @inline(__always) func wish(at price: Row, _ surcharge: Span<Double>, _ wanted: inout MutableSpan<Row>) {
    let rows = market.groups.rows(of: group)
    var total = Row.zero
    for (number, row) in rows.enumerated() {
      let share = market.use(row, of: group, surplus: market.worth(row, at: surcharge) - price).share
      wanted[number] = share
      total += share
    }
    for number in 0..<rows.count { wanted[number] /= total }  // exactly 1 where there is one arc
  }

  /// How fast costs rise along the way from `share` to `wanted`, in s, at either end.
  ///
  /// - Parameters:
  ///   - cost: δ in s by arc of the block, as `share` and `steepness`, N″ o in s.
  ///   - charged: By how much the prices of receivers would really rise, in s by receiver.
  @inline(__always) func slopes(
    from share: Span<Double>, to wanted: Span<Row>, cost: Span<Double>, steepness: Span<Double>,
    charged: Span<Double>
  ) -> (before: Row, after: Row) {
    let groups = market.groups
    var before = Row.zero, after = Row.zero
    for (number, row) in groups.rows(of: group).enumerated() {
      let move = wanted[number] - groups.load(share, group, number, else: 0)
      let cost = groups.load(cost, group, number, else: 0), rise = groups.gathered(charged, row)
      before += cost * move
      after += (cost + rise + groups.load(steepness, group, number, else: 0) * move) * move
    }
    return (before, after)
  }

  /// Makes of `wanted` where offloaders get to when they go the part `length` of the way.
  ///
  /// - Returns: How far that leads back from `share` to `settled`, where they stood before momentum led them to `share`.
  @inline(__always) func go(
    _ length: Row, from share: Span<Double>, to wanted: inout MutableSpan<Row>, settled: Span<Row>
  ) -> Row {
    let groups = market.groups
    var backwards = Row.zero
    for (number, row) in groups.rows(of: group).enumerated() {
      let share = groups.load(share, group, number, else: 0)
      let next = share + length * (wanted[number] - share)
      backwards += (share - next) * (next - settled[row])
      wanted[number] = next
    }
    return backwards
  }

  /// Sets `settled` to `wanted`, and `share` to there and by the part `further` of the move beyond; `wanted` is used up.
  @inline(__always) func settle(
    at wanted: inout MutableSpan<Row>, further: Row, _ share: inout MutableSpan<Double>,
    _ settled: inout MutableSpan<Row>
  ) {
    let groups = market.groups, rows = groups.rows(of: group)
    var sum = Row.zero
    for (number, row) in rows.enumerated() {
      let next = wanted[number]
      wanted[number] = (next + further * (next - settled[row])).orZero
      sum += wanted[number]
      settled[row] = next
    }
    let scale = (1 / sum).replacing(with: 1, where: further .<= 0)
    for number in 0..<rows.count { groups.store(scale * wanted[number], group, number, in: &share) }
  }
}
