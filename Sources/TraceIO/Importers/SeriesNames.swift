/// Numbers names in the order of first appearance, in memory as bounded as a ``SeriesTable``'s.
struct SeriesNames {
  /// The names in the order of their numbers.
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]
  private var byteCount = 0

  /// What an error asks for when there are too many.
  static let expectation = SeriesTable.Problem.tooMany.expected

  /// The number of a name; nil when there are too many.
  mutating func number(of name: String) -> Int? {
    if let number = numbers[name] { return number }
    guard names.count < SeriesTable.mostNames,
      byteCount + name.utf8.count <= SeriesTable.mostNameBytes
    else { return nil }
    byteCount += name.utf8.count
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
