import Foundation

/// Maps values to positions along an axis, and knows where its ticks are.
struct Scale: Sendable {
  /// How values are spread.
  enum Kind: String { case linear, log }

  let kind: Kind
  let lower: Double
  let upper: Double

  /// A linear scale over `values`, from 0 where `fromZero`.
  static func linear(_ values: some Sequence<Double>, fromZero: Bool = false) -> Scale {
    let low = fromZero ? 0 : values.min() ?? 0, high = values.max() ?? 1
    let room = high > low ? (high - low) * 0.06 : max(abs(high), 1e-9) * 0.1
    return Scale(kind: .linear, lower: fromZero ? 0 : low - room, upper: high + room)
  }

  /// A scale from `lower` to `upper` as they are.
  static func exactly(_ lower: Double, _ upper: Double) -> Scale {
    Scale(kind: .linear, lower: lower, upper: upper > lower ? upper : lower + 1)
  }

  /// A logarithmic scale over the positive ones of `values`.
  static func log(_ values: some Sequence<Double>) -> Scale {
    let positive = values.filter { $0 > 0 }
    let low = positive.min() ?? 0.1, high = positive.max() ?? 1
    let room = max(Foundation.log(high / low) * 0.05, 0.1)
    return Scale(kind: .log, lower: low * exp(-room), upper: high * exp(room))
  }

  /// The place of `value`: 0 at the lower end, 1 at the upper; clamped.
  func fraction(_ value: Double) -> Double {
    let share: Double
    switch kind {
    case .linear: share = (value - lower) / (upper - lower)
    case .log:
      guard value > 0 else { return 0 }
      share = Foundation.log(value / lower) / Foundation.log(upper / lower)
    }
    return min(1, max(0, share))
  }

  /// Round values inside the scale, some `count` of them.
  func ticks(_ count: Int) -> [Double] {
    switch kind {
    case .linear: return linearTicks(count)
    case .log:
      let powers = Int(log10(lower).rounded(.down))...Int(log10(upper).rounded(.up))
      let decades = powers.map { pow(10, Double($0)) }.filter { lower...upper ~= $0 }
      let fine = powers.flatMap { power in [1.0, 2, 5].map { $0 * pow(10, Double(power)) } }
        .filter { lower...upper ~= $0 }
      let step = max(1, (decades.count + count - 1) / count)
      if decades.count >= 3 { return decades.enumerated().filter { $0.offset % step == 0 }.map(\.element) }
      return fine.count > 1 ? fine : linearTicks(3)
    }
  }

  private func linearTicks(_ count: Int) -> [Double] {
    let rough = (upper - lower) / Double(max(count, 1))
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
    let first = Int((lower / step).rounded(.up)), last = Int((upper / step + 1e-9).rounded(.down))
    return first > last ? [] : (first...last).map { Double($0) * step }
  }
}
