/// Values over time in at most 64 columns of equal width, which doubles as the trace grows.
struct Sparkline: Sendable {
  /// The most columns; when more are needed, neighbours are joined in pairs.
  static let mostColumns = 64

  private var sums: [Double] = []
  private var rows: [Int] = []

  /// Adds a value to a column below ``mostColumns``.
  mutating func add(_ value: Double, at column: Int) {
    while sums.count <= column {
      sums.append(0)
      rows.append(0)
    }
    sums[column] += value
    rows[column] += 1
  }

  /// Joins neighbouring columns.
  mutating func join() {
    for column in 0..<(sums.count + 1) / 2 {
      let (left, right) = (2 * column, 2 * column + 1)
      sums[column] = sums[left] + (right < sums.count ? sums[right] : 0)
      rows[column] = rows[left] + (right < rows.count ? rows[right] : 0)
    }
    sums.removeLast(sums.count / 2)
    rows.removeLast(rows.count / 2)
  }

  /// One value per column, of which there are `count`: the mean of its rows, or with `summing` their sum; nil without.
  func columns(_ count: Int, summing: Bool) -> [Double?] {
    (0..<count).map { column in
      guard column < rows.count, rows[column] > 0 else { return nil }
      return summing ? sums[column] : sums[column] / Double(rows[column])
    }
  }

  /// The columns as bars in eighths of the largest one; `·` where there is no row.
  static func bars(_ columns: [Double?]) -> String {
    let largest = columns.reduce(0) { max($0, $1 ?? 0) }
    return String(
      columns.map { value in
        guard let value else { return "·" }
        let eighth = largest > 0 ? (value / largest * 8).rounded(.up) : 1
        return heights[min(8, max(1, Int(eighth))) - 1]
      })
  }

  private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
