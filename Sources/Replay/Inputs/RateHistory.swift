/// The mean rates of the last slots by arc, and their quantiles.
///
/// Kept sorted by arc as slots come and go, for there are thousands of arcs in a slot.
struct RateHistory: Codable {
  private let share: Double
  private let limit: Int
  private var slots = 0
  /// By arc its rates of the last slots, each in the place of the one it follows on; `limit` places an arc.
  private var rates: [Double] = []
  /// By arc the same rates in ascending order.
  private var sorted: [Double] = []

  /// An empty history of at most `limit` slots whose `share`-quantiles are wanted.
  init(share: Double, slots limit: Int) {
    precondition(limit > 0, "a history of \(limit) slots")
    self.share = share
    self.limit = limit
  }

  /// Takes in the rates of one more slot, and forgets those of the oldest beyond the limit.
  ///
  /// - Complexity: O(arcs · slots kept).
  mutating func append(_ new: [Double]) {
    if rates.isEmpty {
      rates = [Double](repeating: 0, count: new.count * limit)
      sorted = rates
    }
    let kept = min(slots, limit), place = slots % limit
    for arc in new.indices {
      let first = arc * limit
      if kept == limit, rates[first + place] == new[arc] { continue }  // as of a link whose rate is constant
      // From the gap that the oldest leaves, or from behind the last, to where the new rate belongs.
      var gap = first + kept
      if kept == limit {
        gap = first
        while sorted[gap] != rates[first + place] { gap += 1 }
      }
      let last = first + (kept == limit ? limit - 1 : kept)
      while gap < last, sorted[gap + 1] < new[arc] {
        sorted[gap] = sorted[gap + 1]
        gap += 1
      }
      while gap > first, sorted[gap - 1] > new[arc] {
        sorted[gap] = sorted[gap - 1]
        gap -= 1
      }
      sorted[gap] = new[arc]
      rates[first + place] = new[arc]
    }
    slots += 1
  }

  /// The quantile of each arc, by nearest rank, or what `ceiling` has for it where that is less.
  ///
  /// - Precondition: There has been a slot.
  func quantiles(below ceiling: [Double]) -> [Double] {
    let kept = min(slots, limit), rank = max(0, Int((share * Double(kept)).rounded(.up)) - 1)
    let sorted = sorted.span
    return ceiling.indices.map { min(ceiling[$0], sorted[$0 * limit + rank]) }
  }
}
