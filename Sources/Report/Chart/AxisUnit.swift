import Foundation

/// How the numbers of an axis are written.
enum AxisUnit: Sendable {
  case seconds, percent, plain

  /// `value` as a reader expects it: `20 ms`, `75 %`, `12 k`.
  func text(_ value: Double) -> String {
    switch self {
    case .percent: return Self.short(value * 100) + " %"
    case .plain:
      if abs(value) >= 1e6 { return Self.short(value / 1e6) + " M" }
      return abs(value) >= 1e4 ? Self.short(value / 1e3) + " k" : Self.short(value)
    case .seconds:
      if value == 0 { return "0" }
      if abs(value) >= 0.9999 { return Self.short(value) + " s" }
      return abs(value) >= 0.9999e-3 ? Self.short(value * 1e3) + " ms" : Self.short(value * 1e6) + " µs"
    }
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
