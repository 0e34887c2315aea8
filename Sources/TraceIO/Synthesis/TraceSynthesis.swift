/// What the synthesisers have in common.
enum TraceSynthesis {
  /// The longest trace that is made, in seconds: all that times can hold.
  static let longest = Int(TraceTime.latestNanoseconds / TraceTime.nanosecondsPerSecond)

  /// Throws when the value of an option is out of range.
  static func check(_ option: String, _ value: Int, _ range: ClosedRange<Int>) throws(InputError) {
    guard range.contains(value) else {
      throw InputError(option, found: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
  }
}
