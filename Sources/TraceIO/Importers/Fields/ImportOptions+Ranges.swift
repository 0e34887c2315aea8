extension ImportOptions {
  /// A factor above 0.
  func positive(_ name: Name, or standard: Double) throws(InputError) -> Double {
    try number(
      name, or: standard, in: Double.leastNonzeroMagnitude...1e12, expected: "a number above 0, up to 1e12")
  }

  /// The interval in nanoseconds; nil when it was not given.
  ///
  /// - Parameter seconds: The shortest that makes sense.
  func interval(atLeast seconds: Double) throws(InputError) -> Int64? {
    guard self[.interval] != nil else { return nil }
    let range = seconds...86_400
    let given = try number(.interval, or: seconds, in: range, expected: "\(seconds) to 86400 seconds")
    return Int64((given * 1e9).rounded())
  }
}
