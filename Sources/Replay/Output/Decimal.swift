/// Numbers for people, with a fixed number of decimal places.
package enum Decimal {
  /// `number` rounded to `places` decimal places, halves away from zero; "-" when it is not finite.
  package static func text(_ number: Double, places: Int) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "-" }
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    let units = Int((abs(number) * Double(scale)).rounded())
    let sign = number < 0 && units > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(units)" }
    let fraction = String(units % scale)
    return "\(sign)\(units / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }
}
