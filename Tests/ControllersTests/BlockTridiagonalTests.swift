import Controllers
import CounterRandom
import Testing

@Suite struct BlockTridiagonalTests {
  /// A random matrix A = B Bᵀ + I of the shape, dense, with the same elements as the blocks.
  private func random(size: [Int], seed: UInt64) -> (blocks: BlockTridiagonal, dense: [[Double]]) {
    let random = CounterRandom(seed: seed, stream: .synthesis), count = size.reduce(0, +)
    let first = size.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var counter: UInt64 = 0
    var blocks = BlockTridiagonal(size: size)
    blocks.clear()
    var dense = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    func next() -> Double {
      counter += 1
      return random.uniform(counter) - 0.5
    }
    for block in size.indices {
      let rows = first[block]..<first[block + 1]
      for row in rows {
        for column in rows.lowerBound..<row {
          let value = next()
          (dense[row][column], dense[column][row]) = (value, value)
          blocks.add(value, block: block, row: row - first[block], column: column - first[block])
        }
      }
      guard block > 0 else { continue }
      for row in rows {
        for column in first[block - 1]..<first[block] {
          let value = next()
          (dense[row][column], dense[column][row]) = (value, value)
          blocks.couple(value, block: block - 1, row: row - first[block], column: column - first[block - 1])
        }
      }
    }
    for row in 0..<count {  // diagonally dominant, so positive definite
      dense[row][row] = 0.1 + dense[row].reduce(0) { $0 + abs($1) }
      let block = size.indices.last { first[$0] <= row } ?? 0
      blocks.add(dense[row][row], block: block, row: row - first[block], column: row - first[block])
    }
    return (blocks, dense)
  }

  @Test(arguments: [[1], [4], [5], [1, 1], [3, 8, 2], [9, 1, 1, 6], [17, 12, 5]], [UInt64(1), 2])
  func `the solution solves the dense system`(size: [Int], seed: UInt64) {
    var (blocks, dense) = random(size: size, seed: seed)
    let expected = dense.indices.map { Double($0 % 7) - 2.5 }
    var vector = dense.map { row in zip(row, expected).reduce(0) { $0 + $1.0 * $1.1 } }
    blocks.factor()
    blocks.solve(&vector)
    for (found, wanted) in zip(vector, expected) { #expect(abs(found - wanted) < 1e-11) }
  }

  @Test func `a second matrix leaves no trace of the first`() {
    var (used, _) = random(size: [5, 3], seed: 3)
    used.factor()
    used.clear()
    for row in 0..<5 { used.add(Double(row + 1), block: 0, row: row, column: row) }
    for row in 0..<3 { used.add(Double(row + 6), block: 1, row: row, column: row) }
    used.factor()
    var vector = (0..<8).map { Double($0 + 1) * 3 }
    used.solve(&vector)
    for value in vector { #expect(abs(value - 3) < 1e-14) }
  }

  @Test func `a row without a digit left keeps its unknown at zero`() {
    var matrix = BlockTridiagonal(size: [2])
    matrix.clear()
    for (row, column) in [(0, 0), (1, 0), (1, 1)] { matrix.add(1, block: 0, row: row, column: column) }
    matrix.factor()
    var vector = [2.0, 2.0]
    matrix.solve(&vector)
    #expect(abs(vector[0] - 2) < 1e-12 && abs(vector[1]) < 1e-12)
  }
}
