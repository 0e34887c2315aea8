package import EdgeModel

/// What eight servers know, each of its own price, when a market clears; a row may be filled up with servers that take no time.
package struct SupplyRow: Sendable {
  /// A number of each server: two rows, so that one is worked on while the other waits for a division.
  package typealias Eight = SIMD8<Double>
  /// φ in 1/s.
  let inflow: Eight
  private let serviceSeconds: Eight
  private let queue: MD1Queue
  /// N′ at φ in s.
  private let marginal: Eight
  /// W − N″ in s²: what lies behind.
  private let behind: Eight

  /// Servers with `inflow` in 1/s, service times in s, and W in s².
  package init(inflow: Eight, serviceSeconds: Eight, curvature: Eight, queue: MD1Queue) {
    let now = queue.slopes(inflow: inflow, serviceSeconds: serviceSeconds)
    self.inflow = inflow
    self.serviceSeconds = serviceSeconds
    self.queue = queue
    marginal = now.marginal
    behind = (curvature - now.curvature).replacing(with: 0, where: curvature .< now.curvature)
  }

  /// By how much prices rise, and how steeply in s², when `net` more flows in: each server's own queue exactly, what lies
  /// behind it by its curvature.
  @inline(__always) package func rise(_ net: Eight) -> (surcharge: Eight, slope: Eight) {
    let isEmpty = inflow + net .<= 0
    let then = queue.slopes(
      inflow: (inflow + net).replacing(with: 0, where: isEmpty), serviceSeconds: serviceSeconds)
    let own = then.curvature.replacing(with: 0, where: isEmpty)
    return (then.marginal - marginal + behind * net, own + behind)
  }

  /// The surcharges in s at which what is asked, at surcharges `old`, comes down to what they cost.
  ///
  /// The root of rise(net + response (old − x)) − x, which is convex and falls in x: a step of Newton's method from `old` does
  /// not end above the root, and the next ones climb to it. The last step leaves about its square.
  ///
  /// - Parameters:
  ///   - net: What would flow in more than now, in 1/s.
  ///   - response: How much less it would be per second of surcharge, in 1/s².
  package func clearingSurcharge(_ net: Eight, response: Eight, at old: Eight) -> Eight {
    var surcharge = old
    for _ in 0..<50 {
      let (price, slope) = rise(net + response * (old - surcharge))
      let step = (price - surcharge) / (1 + response * slope)
      surcharge += step
      guard isLarge(step, beside: surcharge) else { break }
    }
    return surcharge
  }

  /// Whether any of the last steps is worth another.
  @inline(__always) private func isLarge(_ step: Eight, beside surcharge: Eight) -> Bool {
    let least = Self.tolerance * Self.tolerance
    let scale = surcharge * surcharge + serviceSeconds * serviceSeconds
    let excess = step * step - least * scale
    return excess.lowHalf.or(excess.highHalf).largest > 0
  }

  /// The last step beside the surcharge and the service time.
  private static let tolerance = 1e-5
}
