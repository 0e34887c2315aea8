import EdgeModel
import Testing

@Suite struct ThresholdUpdateTests {
  /// Five levels, one effective class: what goes on rises by quarters, errors of those that leave fall from 0.4 to 0.
  let table = ExitTable(
    thresholds: [0.2, 0.4, 0.6, 0.8, 1.01],
    survive: [0, 0.25, 0.5, 0.75, 1].map { ClassVector(repeating: $0) },
    error: [0.4, 0.2, 0.1, 0.04, 0].map { ClassVector(repeating: $0) })

  private func chosen(
    from level: Int, onward: Double, elasticity: Double = 0, search: ThresholdSearch
  ) -> Int {
    var cost = OnwardCost()
    cost.add(probability: 1, crossing: 0, price: ClassVector(repeating: onward), elasticity: elasticity)
    return ThresholdUpdate.level(
      from: level, inflow: ClassVector(repeating: 1), onward: cost, table: table, kappaSeconds: 1,
      search: search)
  }

  @Test func `a search over all levels leaps to the cheapest one`() {
    #expect(chosen(from: 0, onward: 0.01, search: .all) == 4)
    #expect(chosen(from: 4, onward: 2, search: .all) == 0)
    #expect(chosen(from: 0, onward: 0.01, search: .neighbours) == 1)
  }

  /// From level 2 (o = 4 of 8 tasks) at C = 0.1: staying costs 8 · 0.15 = 1.2, level 3 (o = 6) 8 · 0.115 = 0.92 plus the rise
  /// ½ ε · 2²/6, and level 4 (o = 8) 0.8 plus ½ ε · 4²/8. With ε = 0.5 that is 0.92 + 0.167 and 0.8 + 0.5.
  @Test func `prices that rise with the flow hold a leap back`() {
    #expect(chosen(from: 2, onward: 0.1, search: .all) == 4)
    #expect(chosen(from: 2, onward: 0.1, elasticity: 0.5, search: .all) == 3)
    #expect(chosen(from: 2, onward: 0.1, elasticity: 1, search: .all) == 2)
  }

  /// U(ℓ) per task = κ E + R C with κ = 1 and C: 0.4; 0.2 + 0.25 C; 0.1 + 0.5 C; 0.04 + 0.75 C; C.
  @Test(arguments: [
    (1.0, 2, 1), (0.3, 2, 2), (0.1, 2, 3), (0.1, 3, 4), (1.0, 1, 0), (0.0, 4, 4), (1.0, 0, 0),
  ])
  func `a level moves one step towards the cheaper side`(onward: Double, from: Int, to: Int) {
    let level = chosen(from: from, onward: onward, search: .neighbours)
    #expect(level == to)
  }

  @Test func `congestion downstream lowers the threshold`() {
    let levels = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2].map { onward in
      var level = 2
      for _ in 0..<5 {
        level = chosen(from: level, onward: onward, search: .neighbours)
      }
      return level
    }
    #expect(levels == levels.sorted(by: >) && levels.first == 4 && levels.last == 0)
  }

  @Test func `equal costs move nothing`() {
    let flat = ExitTable(
      thresholds: [0.2, 0.4, 0.6], survive: [ClassVector](repeating: .zero, count: 3),
      error: [ClassVector](repeating: .zero, count: 3))
    let level = ThresholdUpdate.level(
      from: 1, inflow: ClassVector(repeating: 1), onward: OnwardCost(), table: flat, kappaSeconds: 1,
      search: .all)
    #expect(level == 1)
  }
}
