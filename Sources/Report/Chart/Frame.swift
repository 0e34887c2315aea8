/// A rectangle in the units of a figure's view box.
struct Frame: Sendable {
  let x: Double
  let y: Double
  let width: Double
  let height: Double

  /// Coordinates with one decimal place, as short as they can be.
  static func text(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// The four numbers, as the page's script reads them.
  var text: String { [x, y, width, height].map(Self.text).joined(separator: " ") }
}
