/// What a group of offloaders asks for in a phase of a market.
extension MarketRows {
  /// Finds out what a group asks for, and tells its receivers.
  ///
  /// - Parameters:
  ///   - surcharge: π in s by receiver.
  ///   - price: μ in s: as it was in the last phase, then a step of Newton's method further.
  ///   - isLast: Whether to go on until the shares sum to 1.
  ///   - outflow: o in 1/s.
  ///   - worth: Working space, by row of the group, as `response`.
  @inline(__always) func ask(
    _ group: Int, at surcharge: Span<Double>, _ price: inout Row, isLast: Bool, _ outflow: Row,
    _ worth: inout MutableSpan<Row>, _ response: inout MutableSpan<Row>,
    _ demanded: inout MutableSpan<Demand>
  ) {
    let rows = groups.rows(of: group)
    if linkSoftness.isEmpty {
      let softness = softness[group]
      price = weigh(rows, at: surcharge, price, isLast: isLast, &worth) { _ in softness }
      let flow = outflow * softness
      Self.respond(rows.count, at: price, &worth, &response) { _ in flow }
    } else {
      let softness = linkSoftness
      price = weigh(rows, at: surcharge, price, isLast: isLast, &worth) { softness[rows.lowerBound + $0] }
      Self.respond(rows.count, at: price, &worth, &response) { outflow * softness[rows.lowerBound + $0] }
    }
    Self.tell(groups.head.span.extracting(rows), worth.span, response.span, &demanded)
  }

  /// Sets `worth` to z − π in s.
  ///
  /// - Returns: μ in s, from `old` on.
  @inline(__always) private func weigh(
    _ rows: Range<Int>, at surcharge: Span<Double>, _ old: Row, isLast: Bool, _ worth: inout MutableSpan<Row>,
    softness: (Int) -> Row
  ) -> Row {
    var use = ArcUse()
    for number in 0..<rows.count {
      let row = self.worth(rows.lowerBound + number, at: surcharge)
      worth[number] = row
      use += ArcUse(softness(number), surplus: row - old)
    }
    let worth = worth.span.extracting(0..<rows.count)
    let next = ClearingPrice.step(from: old, use, worth, softness: softness)
    return isLast ? ClearingPrice.find(from: next, worth, softness: softness) : next
  }

  /// Makes of what arcs are worth what is asked for at μ = `price`, in 1/s, and sets how fast that would fall with the surcharge,
  /// in 1/s².
  ///
  /// - Parameter softness: o/k in 1/s² by row of the group.
  @inline(__always) private static func respond(
    _ count: Int, at price: Row, _ worth: inout MutableSpan<Row>, _ response: inout MutableSpan<Row>,
    softness: (Int) -> Row
  ) {
    precondition(count <= worth.count && count <= response.count)
    for row in 0..<count {
      let use = ArcUse(softness(row), surplus: worth[row] - price)
      worth[row] = use.share
      response[row] = use.softness
    }
  }

  /// Tells receivers what is asked of them.
  ///
  /// A loop of its own: read back from memory, lanes are numbers. Unchecked by head, as in ``NodeGroups/gathered(_:_:)``.
  @inline(__always) private static func tell(
    _ head: Span<SIMD4<Int32>>, _ flow: Span<Row>, _ response: Span<Row>,
    _ demanded: inout MutableSpan<Demand>
  ) {
    precondition(head.count <= flow.count && head.count <= response.count)
    for row in head.indices {
      let head = head[row], flow = flow[row], response = response[row]
      for lane in 0..<NodeGroups.width {
        unsafe demanded[unchecked: Int(head[lane])].add(flow[lane], response: response[lane])
      }
    }
  }
}
