package import EdgeModel

/// What offloaders ask of a server in one phase of a market, summed over them.
package struct Demand: Sendable {
  private var sums = SIMD2<Double>.zero
  /// What would flow in more than now, in 1/s.
  package var net: Double { sums.x }
  /// How much less it would be per second of surcharge, in 1/s².
  package var response: Double { sums.y }

  /// The size of a proposal in bytes: two doubles.
  static let byteCount = 16
  /// The size of the surcharge it is answered with.
  static let surchargeByteCount = 8

  /// No proposals.
  package init() {}

  /// Takes in one offloader's proposal to send `flow` more.
  @inline(__always) package mutating func add(_ flow: Double, response: Double) {
    sums += SIMD2(flow, response)
  }

  /// Takes in the proposals of further offloaders.
  mutating func add(_ others: Demand) { sums += others.sums }

  /// The same where what was added up is all that would flow in, `inflow` of which does so now.
  func beyond(_ inflow: Double) -> Demand {
    var more = self
    more.sums.x -= inflow
    return more
  }
}

/// What a server knows of its own price when a market clears.
package struct SupplyCurve: Sendable {
  /// φ_j in 1/s.
  let inflow: Double
  private let serviceSeconds: Double
  private let queue: MD1Queue
  /// N′_j at φ_j in s.
  private let marginal: Double
  /// W_j − N″_j in s²: what lies behind.
  private let behind: Double

  /// A server with `inflow` in 1/s, a service time in s, and W_j in s².
  package init(inflow: Double, serviceSeconds: Double, curvature: Double, queue: MD1Queue) {
    let now = queue.value(inflow: inflow, serviceSeconds: serviceSeconds)
    self.inflow = inflow
    self.serviceSeconds = serviceSeconds
    self.queue = queue
    marginal = now.marginal
    behind = max(0, curvature - now.curvature)
  }

  /// By how much the price rises, and how steeply in s², when `net` more flows in: its own queue exactly, what lies
  /// behind it by its curvature.
  @inline(__always) package func rise(_ net: Double) -> (surcharge: Double, slope: Double) {
    let then = queue.value(inflow: max(0, inflow + net), serviceSeconds: serviceSeconds)
    return (then.marginal - marginal + behind * net, (inflow + net > 0 ? then.curvature : 0) + behind)
  }

  /// The surcharge in s at which what `demand`, made at surcharge `old`, comes down to is what it costs.
  ///
  /// The root of rise(net + response (old − x)) − x, which is convex and falls in x: a step of Newton's method from `old` does
  /// not end above the root, and the next ones climb to it. The last step leaves about its square, which is rounding.
  package func clearingSurcharge(_ demand: Demand, at old: Double) -> Double {
    guard demand.response > 0 else { return rise(demand.net).surcharge }
    var surcharge = old
    for _ in 0..<50 {
      let (price, slope) = rise(demand.net + demand.response * (old - surcharge))
      let step = (price - surcharge) / (1 + demand.response * slope)
      surcharge += step
      guard abs(step) > 1e-7 * max(abs(surcharge), serviceSeconds) else { break }
    }
    return surcharge
  }
}
