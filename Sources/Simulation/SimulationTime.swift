/// An instant or a span on the simulated clock, in whole nanoseconds.
///
/// Integers make equal instants equal, sums exact and hop logs the same on every machine; 2⁶³ ns are 292 years.
package struct SimulationTime: Comparable, Hashable, Sendable {
  /// Nanoseconds since the start of the replay.
  package var nanoseconds: Int64

  /// The instant `nanoseconds` after the start.
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The instant nearest to `seconds` after the start.
  ///
  /// - Precondition: `seconds` is finite and below 9.2e9 in size.
  package init(seconds: Double) { nanoseconds = Int64((seconds * 1e9).rounded()) }

  /// Seconds since the start, the nearest double.
  package var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The start of the replay.
  package static let zero = SimulationTime(nanoseconds: 0)

  package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

  package static func + (left: Self, right: Self) -> Self {
    Self(nanoseconds: left.nanoseconds + right.nanoseconds)
  }

  package static func - (left: Self, right: Self) -> Self {
    Self(nanoseconds: left.nanoseconds - right.nanoseconds)
  }
}

extension SimulationTime: Codable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(nanoseconds)
  }

  package init(from decoder: any Decoder) throws {
    nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
  }
}
