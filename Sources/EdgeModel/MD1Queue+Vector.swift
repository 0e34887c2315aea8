extension MD1Queue {
  /// `Value` of four queues, and what of N is penalty.
  @usableFromInline package struct Values: Sendable {
    /// N in tasks.
    @usableFromInline package let number: SIMD4<Double>
    /// N′ in s.
    @usableFromInline package let marginal: SIMD4<Double>
    /// N″ in s².
    @usableFromInline package let curvature: SIMD4<Double>
    /// What N has grown by since the knee, in tasks.
    @usableFromInline package let penalty: SIMD4<Double>

    /// N, its derivatives and the penalty in it.
    @inlinable @inline(__always) init(
      number: SIMD4<Double>, marginal: SIMD4<Double>, curvature: SIMD4<Double>, penalty: SIMD4<Double>
    ) {
      (self.number, self.marginal, self.curvature, self.penalty) = (number, marginal, curvature, penalty)
    }
  }

  /// Four queues at once: the numbers are those of `value`, to the bit.
  @inlinable @inline(__always) package func values(inflow: SIMD4<Double>, serviceSeconds: SIMD4<Double>)
    -> Values
  {
    let utilisation = inflow * serviceSeconds
    let inside = utilisation.replacing(with: knee, where: utilisation .> knee)
    let excess = utilisation - inside
    let idle = 1 / (1 - inside)
    let slope = 1 + 0.5 * inside * (2 - inside) * idle * idle
    let bend = idle * idle * idle
    let beyond = excess * (slope + 0.5 * bend * excess)
    return Values(
      number: inside + 0.5 * inside * inside * idle + beyond,
      marginal: serviceSeconds * (slope + bend * excess),
      curvature: serviceSeconds * serviceSeconds * bend, penalty: beyond)
  }

  /// N′ in s and N″ in s² of eight queues, as `values` has them.
  @inlinable @inline(__always) package func slopes(
    inflow: SIMD8<Double>, serviceSeconds: SIMD8<Double>
  ) -> (marginal: SIMD8<Double>, curvature: SIMD8<Double>) {
    let low = values(inflow: inflow.lowHalf, serviceSeconds: serviceSeconds.lowHalf)
    let high = values(inflow: inflow.highHalf, serviceSeconds: serviceSeconds.highHalf)
    return (
      SIMD8(lowHalf: low.marginal, highHalf: high.marginal),
      SIMD8(lowHalf: low.curvature, highHalf: high.curvature)
    )
  }
}
