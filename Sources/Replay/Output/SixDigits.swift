extension JSONValue {
  /// A derived figure that is only looked at, to six significant digits, or null: all digits of such figures would be two
  /// fifths of a compressed log.
  static func sixDigits(_ number: Double?) -> JSONValue { .optional(number.map(SixDigits.rounded)) }
}

/// Rounding to six significant digits.
enum SixDigits {
  /// The double next to the six digits that are next to `number`; from 10¹⁵ on and below 10⁻¹⁵ `number` itself.
  static func rounded(_ number: Double) -> Double {
    let magnitude = number.magnitude
    guard magnitude >= 1e-15, magnitude < 1e15 else { return number }
    var scale = 1.0  // a power of ten that a double holds exactly
    if magnitude < 1e5 {
      while magnitude * scale < 1e5 { scale *= 10 }
      return (number * scale).rounded() / scale
    }
    while magnitude / scale >= 1e6 { scale *= 10 }
    return (number / scale).rounded() * scale
  }
}
