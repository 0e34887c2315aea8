/// What changes from slot to slot: arrivals, class mix, transmission times and server speeds.
@usableFromInline package struct Conditions: Sendable, Equatable {
  /// λ: arrival rate of each device in 1/s.
  @usableFromInline package var arrivalRate: [Double]
  /// m: share of each difficulty class among the arrivals of each device; sums to 1.
  @usableFromInline package var classMix: [ClassVector]
  /// e: transmission time of one task on each arc in s, 8 z/b; finite, see `transmissionSeconds(bytes:…)`.
  @usableFromInline package var transmissionSeconds: [Double]

  /// The speed of each node as a factor on its nominal one, 0 for one that has failed; nil where all are nominal.
  package var speed: [Double]?

  /// The conditions of a slot, by device, by arc and by node.
  package init(
    arrivalRate: [Double], classMix: [ClassVector], transmissionSeconds: [Double], speed: [Double]? = nil
  ) {
    self.arrivalRate = arrivalRate
    self.classMix = classMix
    self.transmissionSeconds = transmissionSeconds
    self.speed = speed
  }

  /// What an outage is priced at: a transmission time in s. A rate of 0 has no transmission time, and ∞ has no
  /// gradient; a minute is far beyond every delay a controller would choose.
  package static let outageSeconds = 60.0

  /// e = 8 z / b, at most `outageSeconds`; 0 for an empty input, even in an outage.
  package static func transmissionSeconds(bytes: Double, bitsPerSecond: Double) -> Double {
    bytes == 0 ? 0 : min(8 * bytes / bitsPerSecond, outageSeconds)
  }

  /// s = a/μ at `speed` times the nominal speed, at most `outageSeconds` more than at the nominal one: what a failed node is
  /// priced at, as an outage is.
  package static func serviceSeconds(nominal: Double, speed: Double) -> Double {
    nominal == 0 ? 0 : min(nominal / speed, nominal + outageSeconds)
  }

  /// Whether `node` has failed.
  package func hasFailed(_ node: Int) -> Bool { speed.map { $0[node] == 0 } ?? false }

  /// Λ: arrivals at all devices in 1/s.
  package var totalArrivalRate: Double { arrivalRate.reduce(0, +) }
}
