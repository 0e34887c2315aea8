/// The numbers behind a figure, as columns.
package struct Table: Sendable {
  /// Columns in order; a name is `quantity:series`, or a quantity alone.
  package private(set) var columns: [(name: String, values: [Double?])] = []

  /// Appends a column.
  mutating func add(_ name: String, _ values: [Double?]) { columns.append((name, values)) }

  /// Appends the mean of a series and, where buckets hold several slots, their minimum and maximum.
  mutating func add(_ quantity: String, of label: String, _ series: Series) {
    add("\(quantity):\(label)", series.mean)
    guard !series.isWhole else { return }
    add("\(quantity)_min:\(label)", series.minimum)
    add("\(quantity)_max:\(label)", series.maximum)
  }

  /// CSV with a header; empty fields where there is no value.
  package var csv: String {
    let rows = columns.map(\.values.count).max() ?? 0
    var text = columns.map { Self.quoted($0.name) }.joined(separator: ",") + "\n"
    for row in 0..<rows {
      text += columns.map { column in
        column.values.indices.contains(row) ? column.values[row].map(Self.short) ?? "" : ""
      }.joined(separator: ",")
      text += "\n"
    }
    return text
  }

  /// At most seven significant digits: a page is for looking at, the log has every digit.
  private static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var scale = 1.0
    while abs(value) * scale < 1e6 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }

  private static func quoted(_ name: String) -> String {
    name.contains { ",\"\n".contains($0) }
      ? "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      : name
  }
}
