/// A symmetric positive definite matrix of square blocks on the diagonal, each coupled to the next, and its Cholesky factor.
///
/// A block is stored by panels of four rows: row r, column c is lane r mod 4 of element (r / 4) · columns + c. The inner
/// product of two panels then streams through memory, and four by four results live in registers. Blocks are
/// padded to whole panels. Left-looking Cholesky: Golub & Van Loan, *Matrix Computations*, 4th ed., §4.2.
package struct BlockTridiagonal: Sendable {
  private let size: [Int]
  private let panels: [Int]
  private let firstRow: [Int]
  private let diagonalStart: [Int]
  private let couplingStart: [Int]
  private var storage: [SIMD4<Double>]
  private var inverseDiagonal: [Double]
  private var work: [SIMD4<Double>]

  /// A matrix of zeros with diagonal blocks of `size` rows.
  package init(size: [Int]) {
    self.size = size
    panels = size.map { ($0 + 3) / 4 }
    var count = 0, rows = 0, diagonals: [Int] = [], couplings: [Int] = [], firsts: [Int] = []
    for block in size.indices {
      diagonals.append(count)
      count += panels[block] * 4 * panels[block]
      couplings.append(count)
      if block + 1 < size.count { count += panels[block + 1] * 4 * panels[block] }
      firsts.append(rows)
      rows += panels[block]
    }
    diagonalStart = diagonals
    couplingStart = couplings
    firstRow = firsts
    storage = [SIMD4<Double>](repeating: .zero, count: count)
    inverseDiagonal = [Double](repeating: 0, count: 4 * rows)
    work = [SIMD4<Double>](repeating: .zero, count: rows)
  }

  /// Sets every element to 0, and the padding to the identity.
  package mutating func clear() {
    for index in storage.indices { storage[index] = .zero }
    for block in size.indices {
      for row in size[block]..<(4 * panels[block]) { add(1, block: block, row: row, column: row) }
    }
  }

  /// Adds `value` to an element of a diagonal block and to its mirror image; `row` is at least `column`.
  @inline(__always)
  package mutating func add(_ value: Double, block: Int, row: Int, column: Int) {
    storage[diagonalStart[block] + (row >> 2) * 4 * panels[block] + column][row & 3] += value
  }

  /// Adds `value` to the element at `row` of block `block` + 1 and `column` of `block`, and to its mirror image.
  @inline(__always)
  package mutating func couple(_ value: Double, block: Int, row: Int, column: Int) {
    storage[couplingStart[block] + (row >> 2) * 4 * panels[block] + column][row & 3] += value
  }

  /// Subtracts `share` times each weight from the elements at `row` of a diagonal block and the column beside the weight, and
  /// from their mirror images; `row` is at least every column.
  @inline(__always)
  package mutating func subtract(
    _ share: Double, times weight: Span<Double>, block: Int, row: Int, columns: Span<Int>
  ) {
    let first = diagonalStart[block] + (row >> 2) * 4 * panels[block], lane = row & 3
    var storage = storage.mutableSpan
    for index in weight.indices { storage[first + columns[index]][lane] -= share * weight[index] }
  }

  /// Replaces the matrix by its Cholesky factor.
  ///
  /// A pivot that rounding left without a digit is replaced by a huge one: its unknown stays 0.
  ///
  /// - Complexity: O(Σ n_h³) for blocks of n_h rows; allocates nothing.
  package mutating func factor() {
    for block in size.indices {
      let columns = 4 * panels[block]
      for column in 0..<panels[block] {
        factorTile(block, column)
        for row in (column + 1)..<max(column + 1, panels[block]) {
          solveTile(at: diagonalStart[block] + row * columns, block, column)
        }
      }
      guard block + 1 < size.count else { break }
      for row in 0..<panels[block + 1] {
        for column in 0..<panels[block] { solveTile(at: couplingStart[block] + row * columns, block, column) }
      }
      subtractCoupling(block)
    }
  }

  /// The 4 × 4 tile on the diagonal: minus what stands left of it, then its own factor.
  private mutating func factorTile(_ block: Int, _ column: Int) {
    let panel = diagonalStart[block] + column * 4 * panels[block]
    let tile = Self.minusProduct(storage.span, panel, panel, count: 4 * column, into: panel + 4 * column)
    var columns = [4 of SIMD4<Double>](repeating: .zero)
    columns[0] = tile.0
    columns[1] = tile.1
    columns[2] = tile.2
    columns[3] = tile.3
    for c in 0..<4 {
      let original = storage[panel + 4 * column + c][c]
      var pivot = columns[c][c]
      if !(pivot > 1e-15 * original) { pivot = 1e200 }
      let root = pivot.squareRoot()
      inverseDiagonal[4 * (firstRow[block] + column) + c] = 1 / root
      columns[c] /= root
      columns[c][c] = root
      for above in 0..<c { columns[c][above] = 0 }
      for next in (c + 1)..<max(c + 1, 4) { columns[next] -= columns[c] * columns[c][next] }
    }
    for c in 0..<4 { storage[panel + 4 * column + c] = columns[c] }
  }

  /// A tile below the diagonal: minus what stands left of it, times the inverse of the diagonal tile's transpose.
  private mutating func solveTile(at panel: Int, _ block: Int, _ column: Int) {
    let pivot = diagonalStart[block] + column * 4 * panels[block], offset = 4 * column
    var (x0, x1, x2, x3) = Self.minusProduct(
      storage.span, panel, pivot, count: offset, into: panel + offset)
    let inverse = 4 * (firstRow[block] + column)
    let l0 = storage[pivot + offset], l1 = storage[pivot + offset + 1], l2 = storage[pivot + offset + 2]
    x0 *= inverseDiagonal[inverse]
    x1 = (x1 - x0 * l0[1]) * inverseDiagonal[inverse + 1]
    x2 = (x2 - x0 * l0[2] - x1 * l1[2]) * inverseDiagonal[inverse + 2]
    x3 = (x3 - x0 * l0[3] - x1 * l1[3] - x2 * l2[3]) * inverseDiagonal[inverse + 3]
    storage[panel + offset] = x0
    storage[panel + offset + 1] = x1
    storage[panel + offset + 2] = x2
    storage[panel + offset + 3] = x3
  }

  /// D_h+1 −= E Eᵀ.
  private mutating func subtractCoupling(_ block: Int) {
    let width = 4 * panels[block], next = 4 * panels[block + 1]
    for row in 0..<panels[block + 1] {
      for column in 0...row {
        let target = diagonalStart[block + 1] + row * next + 4 * column
        let tile = Self.minusProduct(
          storage.span, couplingStart[block] + row * width, couplingStart[block] + column * width,
          count: width, into: target)
        storage[target] = tile.0
        storage[target + 1] = tile.1
        storage[target + 2] = tile.2
        storage[target + 3] = tile.3
      }
    }
  }

  /// The tile at `target` minus Σ_k A_k B_kᵀ over the first `count` columns of the panels at `left` and `right`.
  @inline(__always)
  private static func minusProduct(
    _ storage: Span<SIMD4<Double>>, _ left: Int, _ right: Int, count: Int, into target: Int
  ) -> (SIMD4<Double>, SIMD4<Double>, SIMD4<Double>, SIMD4<Double>) {
    var c0 = storage[target], c1 = storage[target + 1], c2 = storage[target + 2], c3 = storage[target + 3]
    let a = storage.extracting(left..<(left + count)), b = storage.extracting(right..<(right + count))
    for k in 0..<count {
      let column = a[k], row = b[k]
      c0 -= column * row[0]
      c1 -= column * row[1]
      c2 -= column * row[2]
      c3 -= column * row[3]
    }
    return (c0, c1, c2, c3)
  }

  /// Replaces `vector`, the right-hand side of all blocks one after the other, by the solution; after `factor()`.
  ///
  /// - Complexity: O(Σ n_h²); allocates nothing.
  package mutating func solve(_ vector: inout [Double]) {
    precondition(vector.count == size.reduce(0, +), "a right-hand side of \(vector.count) rows")
    load(vector)
    for block in size.indices {
      if block > 0 { subtractFromBelow(block) }
      forward(block)
    }
    for block in size.indices.reversed() {
      if block + 1 < size.count { subtractFromAbove(block) }
      backward(block)
    }
    store(&vector)
  }

  private mutating func load(_ vector: [Double]) {
    var index = 0
    for block in size.indices {
      for panel in 0..<panels[block] { work[firstRow[block] + panel] = .zero }
      for row in 0..<size[block] {
        work[firstRow[block] + row >> 2][row & 3] = vector[index]
        index += 1
      }
    }
  }

  private func store(_ vector: inout [Double]) {
    var index = 0
    for block in size.indices {
      for row in 0..<size[block] {
        vector[index] = work[firstRow[block] + row >> 2][row & 3]
        index += 1
      }
    }
  }

  private mutating func subtractFromBelow(_ block: Int) {
    let width = 4 * panels[block - 1], above = firstRow[block - 1]
    for panel in 0..<panels[block] {
      var sum = work[firstRow[block] + panel]
      let row = couplingStart[block - 1] + panel * width
      for k in 0..<width { sum -= storage[row + k] * work[above + k >> 2][k & 3] }
      work[firstRow[block] + panel] = sum
    }
  }

  private mutating func forward(_ block: Int) {
    let width = 4 * panels[block], first = firstRow[block]
    for panel in 0..<panels[block] {
      var sum = work[first + panel]
      let row = diagonalStart[block] + panel * width
      for k in 0..<(4 * panel) { sum -= storage[row + k] * work[first + k >> 2][k & 3] }
      for c in 0..<4 {
        sum[c] *= inverseDiagonal[4 * (first + panel) + c]
        let solved = sum[c]
        var column = storage[row + 4 * panel + c]
        for above in 0...c { column[above] = 0 }
        sum -= column * solved
      }
      work[first + panel] = sum
    }
  }

  private mutating func subtractFromAbove(_ block: Int) {
    let width = 4 * panels[block], first = firstRow[block]
    for panel in 0..<panels[block + 1] {
      let solved = work[firstRow[block + 1] + panel], row = couplingStart[block] + panel * width
      for k in 0..<width { work[first + k >> 2][k & 3] -= (storage[row + k] * solved).sum() }
    }
  }

  private mutating func backward(_ block: Int) {
    let width = 4 * panels[block], first = firstRow[block]
    for panel in (0..<panels[block]).reversed() {
      var solved = work[first + panel]
      let row = diagonalStart[block] + panel * width
      for c in (0..<4).reversed() {
        var column = storage[row + 4 * panel + c]
        for above in 0...c { column[above] = 0 }
        solved[c] = (solved[c] - (column * solved).sum()) * inverseDiagonal[4 * (first + panel) + c]
      }
      work[first + panel] = solved
      for k in 0..<(4 * panel) { work[first + k >> 2][k & 3] -= (storage[row + k] * solved).sum() }
    }
  }
}
