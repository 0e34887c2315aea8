/// How the values of a trace are shown to people: in a fitting unit, all with the same number of decimals.
struct ValueFormat {
  /// The unit, e.g. `Mbit/s` or `tasks`.
  let unit: String
  private let factor: Double
  private let decimals: Int

  /// A format for values up to `largest`.
  ///
  /// - Parameter areWhole: Whether all values are whole numbers in their own unit.
  init(_ kind: TraceKind, largest: Double, areWhole: Bool = false) {
    let units: [(String, Double)] =
      switch kind {
      case .bandwidth: [("bit/s", 1), ("kbit/s", 1e3), ("Mbit/s", 1e6), ("Gbit/s", 1e9)]
      case .serverSpeeds: [("x nominal", 1)]
      case .arrivalCounts, .arrivalEvents: [("tasks", 1)]
      }
    let fitting = units.last { largest >= $0.1 } ?? units[0]
    unit = fitting.0
    factor = fitting.1
    let shown = largest / fitting.1
    decimals = areWhole && fitting.1 == 1 ? 0 : shown < 10 ? 3 : shown < 100 ? 2 : 1
  }

  /// A value in the unit.
  func text(_ value: Double) -> String { ValueFormat.fixed(value / factor, decimals: decimals) }

  /// A number with a comma between groups of three digits and so many decimals.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let power = (0..<decimals).reduce(1) { product, _ in product * 10 }
    guard value.magnitude < 1e15 else { return value.description }
    let scaled = Int((value.magnitude * Double(power)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if decimals == 0 { return sign + grouped(scaled) }
    return sign + grouped(scaled / power) + "." + String(String(power + scaled % power).dropFirst())
  }
}
