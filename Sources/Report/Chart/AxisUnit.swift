import Foundation

/// How the numbers of an axis are written.
enum AxisUnit: Sendable {
  case seconds, percent, plain
  /// Hours of times in s.
  case hours

  /// `value` as a reader expects it: `20 ms`, `75 %`, `12 k`.
  func text(_ value: Double) -> String {
    switch self {
    case .percent: return Self.short(value * 100) + " %"
    case .hours: return value == 0 ? "0" : Self.short(value / 3600) + " h"
    case .plain:
      if abs(value) >= 1e6 { return Self.short(value / 1e6) + " M" }
      return abs(value) >= 1e4 ? Self.short(value / 1e3) + " k" : Self.short(value)
    case .seconds:
      if value == 0 { return "0" }
      if abs(value) >= 0.9999 { return Self.short(value) + " s" }
      return abs(value) >= 0.9999e-3 ? Self.short(value * 1e3) + " ms" : Self.short(value * 1e6) + " µs"
    }
  }

  /// Some `count` values inside `scale` that are round in this unit.
  func ticks(on scale: Scale, _ count: Int) -> [Double] {
    guard self == .hours else { return scale.ticks(count) }
    let first = scale.lower / 3600, last = scale.upper / 3600, rough = (last - first) / Double(max(count, 1))
    let step = [0.25, 0.5, 1, 2, 3, 6, 12].first { $0 >= rough } ?? (rough / 24).rounded(.up) * 24
    return stride(from: (first / step).rounded(.up) * step, through: last, by: step).map { $0 * 3600 }
  }

  /// Up to four significant digits, without trailing zeros; tiny numbers as powers of ten.
  static func short(_ value: Double) -> String {
    if value == 0 { return "0" }
    if abs(value) < 1e-3 || abs(value) >= 1e4 { return power(value) }
    return String(format: "%.4g", value)
  }

  /// `6.6e7`, without the zeros and signs that nobody reads.
  private static func power(_ value: Double) -> String {
    let exponent = Int(log10(abs(value)).rounded(.down))
    return String(format: "%.2g", value / pow(10, Double(exponent))) + "e\(exponent)"
  }
}
