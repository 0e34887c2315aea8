/// Rows of a CSV file as columns, one array for each type of value.
///
/// The columns of one type lie one behind the other in the array of their type, each ``capacity`` long and filled
/// up to ``count``; ``CSVColumns/rows(of:in:)`` tells where. A batch is made once and filled again and again.
public struct CSVBatch: Sendable {
  /// Times in nanoseconds.
  public internal(set) var times: [Int64]
  /// Numbers of series.
  public internal(set) var series: [Int32]
  /// Other numbers.
  public internal(set) var numbers: [Double]
  /// How many rows are filled.
  public internal(set) var count = 0
  /// How many rows there is room for.
  public let capacity: Int

  init(capacity: Int, times: Int, series: Int, numbers: Int) {
    self.capacity = capacity
    self.times = [Int64](repeating: 0, count: times * capacity)
    self.series = [Int32](repeating: 0, count: series * capacity)
    self.numbers = [Double](repeating: 0, count: numbers * capacity)
  }
}
