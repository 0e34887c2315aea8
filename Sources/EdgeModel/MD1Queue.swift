/// The mean number in an M/D/1 system, continued smoothly beyond its knee: Model (5).
///
/// Up to the knee ρ̄ it is the Pollaczek–Khinchine mean, N(ρ) = ρ + ρ²/(2(1−ρ)). Beyond, it is the second-order
/// Taylor polynomial of N at ρ̄, the exterior penalty: finite, convex and twice continuously differentiable,
/// so that an overloaded state still has a gradient.
@usableFromInline package struct MD1Queue: Sendable, Equatable {
  /// The utilisation ρ̄ in (0, 1) from which on the polynomial takes over.
  @usableFromInline package let knee: Double

  /// The queue with its knee at `knee`.
  ///
  /// - Precondition: `knee` lies in (0, 1).
  package init(knee: Double = 0.95) {
    precondition(knee > 0 && knee < 1, "the utilisation knee must lie in (0, 1), got \(knee)")
    self.knee = knee
  }

  /// N and its first two derivatives in the inflow, at one inflow.
  @usableFromInline package struct Value: Sendable, Equatable {
    /// N, the mean number in system, in tasks.
    @usableFromInline package var number: Double
    /// N′ in s: the delay that one more task a second adds, per task.
    @usableFromInline package var marginal: Double
    /// N″ in s².
    @usableFromInline package var curvature: Double
    /// How much of N is the exterior penalty: what N has grown by since the knee, in tasks; 0 up to there.
    @usableFromInline package var penalty: Double

    /// N, its derivatives and the penalty in it.
    @inlinable package init(number: Double, marginal: Double, curvature: Double, penalty: Double = 0) {
      (self.number, self.marginal, self.curvature, self.penalty) = (number, marginal, curvature, penalty)
    }
  }

  /// The queue at `inflow` tasks per second with a service time of `serviceSeconds`.
  ///
  /// A service time of 0 is a node that only sends: everything is 0.
  @inlinable @inline(__always) package func value(inflow: Double, serviceSeconds: Double) -> Value {
    let utilisation = inflow * serviceSeconds
    let inside = min(utilisation, knee)
    let excess = utilisation - inside
    let idle = 1 / (1 - inside)
    let number = inside + 0.5 * inside * inside * idle  // ρ + ρ²/(2(1−ρ))
    let slope = 1 + 0.5 * inside * (2 - inside) * idle * idle  // 1 + ρ(2−ρ)/(2(1−ρ)²)
    let bend = idle * idle * idle  // 1/(1−ρ)³
    let beyond = excess * (slope + 0.5 * bend * excess)
    return Value(
      number: number + beyond, marginal: serviceSeconds * (slope + bend * excess),
      curvature: serviceSeconds * serviceSeconds * bend, penalty: beyond)
  }
}
