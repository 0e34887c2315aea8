import Testing

@testable import TraceIO

@Suite struct SeriesTableTests {
  /// The numbers that `fields` get, −1 for one that is refused.
  func numbers(_ fields: [String]) -> (numbers: [Int32], table: SeriesTable) {
    var table = SeriesTable()
    let numbers = fields.map { field in
      if case .success(let number) = table.number(of: Array(field.utf8).span) { number } else { -1 as Int32 }
    }
    return (numbers, table)
  }

  @Test func `integers stand for themselves`() {
    let (numbers, table) = numbers(["3", "0", "3", "1048575"])
    #expect(numbers == [3, 0, 3, 1_048_575])
    #expect(table.count == 1_048_576 && table.names.isEmpty && table.name(of: 3) == "3")
  }

  @Test func `names are numbered in order of first appearance`() {
    let names = (0..<5000).map { "cell-\($0 * 7919 % 5000)" }
    let (numbers, table) = numbers(names + names.reversed())
    #expect(numbers == Array(0..<5000) + (0..<5000).reversed())
    #expect(table.names == names && table.count == 5000)
  }

  @Test(arguments: [
    ["a", "1"], ["1", "a"], [""], ["a", ""], ["1048576"], ["99999999999999999999"], ["a\u{7}"],
  ])
  func `mixtures, nothing and too large numbers are refused`(fields: [String]) {
    #expect(numbers(fields).numbers.last == -1)
  }
}
