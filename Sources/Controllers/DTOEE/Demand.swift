package import EdgeModel

/// What offloaders ask of a server in one phase of a market, summed over them.
package struct Demand: Sendable {
  /// What would flow in more than now, in 1/s.
  package private(set) var net = 0.0
  /// How much less it would be per second of surcharge, in 1/s².
  package private(set) var response = 0.0

  /// The size of a proposal in bytes: two doubles.
  static let byteCount = 16
  /// The size of the surcharge it is answered with.
  static let surchargeByteCount = 8

  /// No proposals.
  package init() {}

  /// Takes in one offloader's proposal to send `flow` more.
  @inline(__always) package mutating func add(_ flow: Double, response: Double) {
    net += flow
    self.response += response
  }

  /// Takes in the proposals of further offloaders.
  mutating func add(_ others: Demand) { add(others.net, response: others.response) }
}

/// What a server knows of its own price when a market clears.
package struct SupplyCurve: Sendable {
  /// φ_j in 1/s.
  let inflow: Double
  /// s_j in s.
  let serviceSeconds: Double
  /// W_j in s².
  let curvature: Double
  /// The queue of servers.
  let queue: MD1Queue

  /// A server with `inflow` in 1/s, a service time in s, and W_j in s².
  package init(inflow: Double, serviceSeconds: Double, curvature: Double, queue: MD1Queue) {
    self.inflow = inflow
    self.serviceSeconds = serviceSeconds
    self.curvature = curvature
    self.queue = queue
  }

  /// By how much the price rises, and how steeply in s², when `net` more flows in: its own queue exactly, what lies
  /// behind it by its curvature.
  package func rise(_ net: Double) -> (surcharge: Double, slope: Double) {
    let now = queue.value(inflow: inflow, serviceSeconds: serviceSeconds)
    let then = queue.value(inflow: max(0, inflow + net), serviceSeconds: serviceSeconds)
    let behind = max(0, curvature - now.curvature)
    return (
      then.marginal - now.marginal + behind * net, (inflow + net > 0 ? then.curvature : 0) + behind
    )
  }

  /// The surcharge in s at which what `demand`, made at surcharge `old`, comes down to is what it costs.
  ///
  /// The root of rise(net + response (old − x)) − x, which is convex and falls in x: Newton's method from below its root
  /// climbs to it and never passes it.
  package func clearingSurcharge(_ demand: Demand, at old: Double) -> Double {
    let asked = rise(demand.net).surcharge
    guard demand.response > 0 else { return asked }
    var surcharge = min(old, asked)
    for _ in 0..<50 {
      let (price, slope) = rise(demand.net + demand.response * (old - surcharge))
      let step = (price - surcharge) / (1 + demand.response * slope)
      guard step > 1e-12 * max(abs(surcharge), serviceSeconds) else { break }
      surcharge += step
    }
    return surcharge
  }
}
