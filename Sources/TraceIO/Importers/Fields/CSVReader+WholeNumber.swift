extension CSVReader {
  /// The current row's whole number in `column`, from 0 to 2³¹ − 1.
  ///
  /// - Throws: When it is anything else.
  func wholeNumber(_ column: Int) throws(InputError) -> Int {
    let number = try number(column)
    guard 0..<0x1p31 ~= number, number == number.rounded() else {
      throw fault(column, expected: "a whole number from 0")
    }
    return Int(number)
  }
}
