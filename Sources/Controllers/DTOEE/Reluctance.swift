/// How dear each of four offloaders holds its own strategy: the rise of its price, as a share of its mean price, per unit of
/// probability moved. It falls while moves turn out well and rises when they overshoot (Levenberg, Marquardt). Needs no
/// message.
struct Reluctance: Sendable {
  /// Where it begins at η = 1: a receiver that is dearer by a third of the mean price gives up a tenth.
  static let first = 3.0
  private static let least = 0.1, most = 100.0, fall = 0.3
  private(set) var value: Row

  /// Takes in which share of the last move was worth making: a move that is cut by less than half still told the truth.
  @inline(__always) mutating func note(length: Row) {
    let factor = Row(repeating: Self.fall).replacing(with: 2, where: length .< 0.5)
    value = (factor * value).or(Row(repeating: Self.least))
    value.replace(with: Self.most, where: value .> Self.most)
  }
}
