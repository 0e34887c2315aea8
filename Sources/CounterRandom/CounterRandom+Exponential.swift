import Glibc

extension CounterRandom {
  /// An exponential number with mean 1, by inversion: −ln(1 − u).
  package func exponential(_ counter: UInt64) -> Double { -log(1 - uniform(counter)) }
}
