internal import NearestName

/// A setting or a name that does not exist, or a value that does not fit.
package struct SettingError: Error, Equatable, Sendable {
  /// The key at fault; empty where `found` says it all.
  package var key: String
  /// What was found.
  package var found: String
  /// What would fit.
  package var expected: String
  /// What to do about it; empty when it is plain.
  package var advice: String

  /// The error that `key` holds `found` and not what was `expected`.
  package init(key: String, found: String, expected: String, advice: String = "") {
    self.key = key
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// An unknown `kind` of thing called `name`, with the nearest known one suggested.
  static func unknown(_ kind: String, _ name: String, among known: [String]) -> SettingError {
    SettingError(
      key: kind, found: "unknown \(kind) '\(name)'", expected: "one of \(known.joined(separator: ", "))",
      advice: nearestName(to: name, among: known).map { "Perhaps '\($0)' is meant" } ?? "")
  }
}
