import EdgeModel
import Testing

@Suite struct ThresholdUpdateTests {
  /// Five levels, one effective class: what goes on rises by quarters, errors of those that leave fall from 0.4 to 0.
  let table = ExitTable(
    thresholds: [0.2, 0.4, 0.6, 0.8, 1.01],
    survive: [0, 0.25, 0.5, 0.75, 1].map { ClassVector(repeating: $0) },
    error: [0.4, 0.2, 0.1, 0.04, 0].map { ClassVector(repeating: $0) })

  /// U(ℓ) per task = κ E + R C with κ = 1 and C: 0.4; 0.2 + 0.25 C; 0.1 + 0.5 C; 0.04 + 0.75 C; C.
  @Test(arguments: [
    (1.0, 2, 1), (0.3, 2, 2), (0.1, 2, 3), (0.1, 3, 4), (1.0, 1, 0), (0.0, 4, 4), (1.0, 0, 0),
  ])
  func `a level moves one step towards the cheaper side`(onward: Double, from: Int, to: Int) {
    let level = ThresholdUpdate.level(
      from: from, inflow: ClassVector(repeating: 1), onward: ClassVector(repeating: onward), table: table,
      kappaSeconds: 1)
    #expect(level == to)
  }

  @Test func `congestion downstream lowers the threshold`() {
    let levels = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2].map { onward in
      var level = 2
      for _ in 0..<5 {
        level = ThresholdUpdate.level(
          from: level, inflow: ClassVector(repeating: 1), onward: ClassVector(repeating: onward),
          table: table,
          kappaSeconds: 1)
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
      from: 1, inflow: ClassVector(repeating: 1), onward: .zero, table: flat, kappaSeconds: 1)
    #expect(level == 1)
  }
}
