/// Every combination of `points` values of each number and all words of each choice, the last parameter fastest.
struct GridSampler: Sampler {
  private let combinations: [Assignment]

  /// More combinations than this are not listed: a grid that nobody can replay is a mistake.
  static let combinationLimit = 1_000_000

  init(parameters: [Parameter], points: Int) {
    var combinations: [Assignment] = [[]]
    for (index, parameter) in parameters.enumerated() {
      let grid = parameter.domain.grid(points: points)
      combinations = combinations.prefix(Self.combinationLimit).flatMap { values -> [Assignment] in
        parameters.counts(index, given: values) ? grid.map { values + [$0] } : [values + [nil]]
      }
    }
    self.combinations = Array(combinations.prefix(Self.combinationLimit))
  }

  var limit: Int? { combinations.count }

  func assignments(of numbers: Range<Int>, after earlier: [Trial]) -> [Assignment] {
    numbers.map { combinations[$0 - 1] }
  }
}
