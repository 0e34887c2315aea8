internal import CounterRandom
internal import Glibc

/// Random numbers of the synthesiser: pure functions of a generator and a counter.
extension CounterRandom {
  /// A standard normal number (Box & Muller, *A note on the generation of random normal deviates*, 1958).
  func normal(_ counter: UInt64) -> Double {
    let radius = (-2 * log(1 - uniform(2 * counter))).squareRoot()
    return radius * cos(2 * Double.pi * uniform(2 * counter + 1))
  }
}

/// A stationary first-order autoregression with mean 0 and variance 1: xₖ₊₁ = ρ·xₖ + √(1 − ρ²)·zₖ.
struct Autoregression {
  /// The present value.
  private(set) var value: Double
  private let correlation: Double
  private let random: CounterRandom
  private var counter: UInt64 = 0

  /// A process whose steps have the correlation `correlation`, in [0, 1).
  init(correlation: Double, random: CounterRandom) {
    self.correlation = correlation
    self.random = random
    value = random.normal(0)
  }

  /// Moves on by one step.
  mutating func step() {
    counter += 1
    value = correlation * value + (1 - correlation * correlation).squareRoot() * random.normal(counter)
  }
}
