package import Replay

/// The first place at which two JSON values differ.
package struct FieldDifference: Sendable, Equatable {
  /// The way to it, e.g. `measured.delay_mean_s` or `thresholds[0].mean`; empty for the whole value.
  package let field: String
  /// What the first value has there; nil where it has nothing.
  package let left: String?
  /// What the second value has there.
  package let right: String?

  /// Compares member by member in the order of `left`; nil when nothing differs.
  package init?(_ left: JSONValue?, _ right: JSONValue?, at field: String = "") {
    switch (left, right) {
    case (.object(let first)?, .object(let second)?):
      let later = second.map(\.key).filter { key in !first.contains { $0.key == key } }
      for key in first.map(\.key) + later {
        let path = field.isEmpty ? key : "\(field).\(key)"
        guard let difference = FieldDifference(left?[key], right?[key], at: path) else { continue }
        self = difference
        return
      }
      return nil
    case (.array(let first)?, .array(let second)?):
      for index in 0..<max(first.count, second.count) {
        let difference = FieldDifference(
          first.indices.contains(index) ? first[index] : nil,
          second.indices.contains(index) ? second[index] : nil, at: "\(field)[\(index)]")
        guard let difference else { continue }
        self = difference
        return
      }
      return nil
    default:
      guard left?.text != right?.text else { return nil }
      (self.field, self.left, self.right) = (field, left?.text, right?.text)
    }
  }
}
