package import Controllers
package import TraceIO

extension InputError {
  /// A setting that does not exist or does not fit, as a fault of the file or option that holds it.
  package init(_ subject: String, _ place: Place = .whole, setting error: SettingError) {
    let isWhole = error.key.isEmpty || error.found.hasPrefix("unknown")
    let found = isWhole ? error.found : "'\(error.found)' for \(error.key)"
    self.init(subject, place, found: found, expected: error.expected, advice: error.advice)
  }
}
