extension MD1Queue {
  /// The mean time in system, N/φ, and its first two derivatives in the inflow.
  @usableFromInline package struct Sojourn: Sendable, Equatable {
    /// S in s.
    @usableFromInline package var seconds: Double
    /// S′ in s².
    @usableFromInline package var slope: Double
    /// S″ in s³.
    @usableFromInline package var curvature: Double

    /// S and its derivatives.
    @inlinable package init(seconds: Double, slope: Double, curvature: Double) {
      (self.seconds, self.slope, self.curvature) = (seconds, slope, curvature)
    }
  }

  /// How long a task stays at `inflow` tasks per second with a service time of `serviceSeconds`: what (5) says by
  /// Little's law, beyond the knee too.
  ///
  /// There N is its Taylor polynomial, so that S is finite and what a player of the game adds to its own delay, x S(a + x),
  /// is still convex in x.
  @inlinable @inline(__always) package func sojourn(inflow: Double, serviceSeconds: Double) -> Sojourn {
    let utilisation = inflow * serviceSeconds
    guard utilisation > knee else {
      let idle = 1 / (1 - utilisation), service = serviceSeconds
      return Sojourn(
        seconds: service * (1 + 0.5 * utilisation * idle),  // s (1 + ρ/(2(1−ρ)))
        slope: 0.5 * service * service * idle * idle,  // s²/(2(1−ρ)²)
        curvature: service * service * service * idle * idle * idle)  // s³/(1−ρ)³
    }
    let number = value(inflow: inflow, serviceSeconds: serviceSeconds)
    let seconds = number.number / inflow, slope = (number.marginal - seconds) / inflow  // (N/φ)′
    return Sojourn(
      seconds: seconds, slope: slope, curvature: (number.curvature - 2 * slope) / inflow)  // (N/φ)″
  }
}
