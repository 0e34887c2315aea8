import Foundation

/// The values of a parameter, with their places on the unit interval, which samplers work in.
package enum Domain: Sendable, Equatable {
  /// Real numbers from `from` to `to`, to four significant digits.
  case float(from: Double, to: Double, isLogarithmic: Bool)
  /// Whole numbers from `from` to `to`.
  case integer(from: Int, to: Int, isLogarithmic: Bool)
  /// One of several words; a value is the index of one.
  case choice([String])

  /// Whether equal steps on the unit interval are equal factors.
  package var isLogarithmic: Bool {
    switch self {
    case .float(_, _, let isLogarithmic), .integer(_, _, let isLogarithmic): isLogarithmic
    case .choice: false
    }
  }

  /// Whether values are indices of words.
  package var isChoice: Bool {
    if case .choice = self { true } else { false }
  }

  /// The ends between which the unit interval is laid: half a step beyond whole numbers.
  private var ends: (low: Double, high: Double) {
    switch self {
    case .float(let from, let to, _): (from, to)
    case .integer(let from, let to, _): (Double(from) - 0.5, Double(to) + 0.5)
    case .choice(let words): (0, Double(words.count))
    }
  }

  /// The value at `place` in [0, 1].
  package func value(at place: Double) -> Double {
    let (low, high) = ends
    let raw = isLogarithmic ? low * pow(high / low, place) : low + (high - low) * place
    switch self {
    case .float: return min(high, max(low, Self.shortened(raw)))
    case .integer(let from, let to, _): return min(Double(to), max(Double(from), raw.rounded()))
    case .choice(let words): return min(Double(words.count - 1), raw.rounded(.down))
    }
  }

  /// The place of `value` in [0, 1]; that of a choice is the middle of its share.
  package func place(of value: Double) -> Double {
    let (low, high) = ends
    if case .choice(let words) = self { return (value + 0.5) / Double(words.count) }
    guard high > low else { return 0.5 }
    return isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
  }

  /// `value` as a scenario states it.
  package func text(of value: Double) -> String {
    switch self {
    case .float: "\(value)"
    case .integer: "\(Int(value))"
    case .choice(let words): words[Int(value)]
    }
  }

  /// The value that `text` states, nil when it is none of this domain.
  package func value(of text: String) -> Double? {
    switch self {
    case .float(let from, let to, _):
      Double(text).flatMap { (from...to).contains($0) ? $0 : nil }
    case .integer(let from, let to, _):
      Int(text).flatMap { (from...to).contains($0) ? Double($0) : nil }
    case .choice(let words): words.firstIndex(of: text).map(Double.init)
    }
  }

  /// The least and the largest number, or all words: what a setting must take if it takes all.
  var extremes: [Double] {
    if case .choice(let words) = self {
      words.indices.map(Double.init)
    } else {
      [value(at: 0), value(at: 1)]
    }
  }

  /// Every value that a grid of `points` visits, ascending, each once.
  package func grid(points: Int) -> [Double] {
    switch self {
    case .choice(let words): return words.indices.map(Double.init)
    case .float(let from, let to, _):
      guard points > 1, to > from else { return [value(at: points > 1 ? 0 : 0.5)] }
      return (0..<points).map { value(at: Double($0) / Double(points - 1)) }
    case .integer(let from, let to, _):
      if to - from < points { return (from...to).map(Double.init) }
      let inner = (0..<points).map { value(at: (Double($0) + 0.5) / Double(points)) }
      return inner.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
  }

  /// Four significant digits: what is tried is what can be written down.
  private static func shortened(_ value: Double) -> Double { Double(String(format: "%.4g", value)) ?? value }
}
