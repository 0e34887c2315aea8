// What a row must keep to so that it has a place in a trace; the error then names the row.
extension CSVReader {
  /// The current row's number in `column` times `factor`, which must not be negative.
  ///
  /// - Throws: When the product is no finite number from 0.
  func amount(_ column: Int, times factor: Double) throws(InputError) -> Double {
    let product = try amount(column) * factor
    guard product.isFinite else {
      throw fault(column, expected: "a number that fits a double as \(factor) times it")
    }
    return product
  }

  /// Checks that a trace that begins at `first` may hold the current row's time, both on one clock.
  ///
  /// - Parameter first: nil as long as there is no other row.
  func check(_ time: Int64, since first: Int64?, in column: Int) throws(InputError) {
    guard time - (first ?? time) <= TraceTime.latestNanoseconds else {
      throw fault(column, expected: "a time within 104 days of the first", advice: "Split the file")
    }
  }
}
