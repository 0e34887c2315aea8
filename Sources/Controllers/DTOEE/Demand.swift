/// What offloaders ask of a server in one phase of a market, summed over them.
struct Demand: Sendable {
  private var sums = SIMD2<Double>.zero
  /// What would flow in, in 1/s.
  var inflow: Double { sums.x }
  /// How much less it would be per second of surcharge, in 1/s².
  var response: Double { sums.y }

  /// The size of a proposal in bytes: two doubles.
  static let byteCount = 16
  /// The size of the surcharge it is answered with.
  static let surchargeByteCount = 8

  /// No proposals.
  init() {}

  /// Takes in one offloader's proposal to send `flow`.
  @inline(__always) mutating func add(_ flow: Double, response: Double) {
    sums += SIMD2(flow, response)
  }

  /// Takes in the proposals of further offloaders.
  mutating func add(_ others: Demand) { sums += others.sums }
}
