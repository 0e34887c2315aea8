/// Random numbers that are a pure function of a seed, a stream and a counter.
///
/// Nothing is drawn "in order": the number for task 17 at hop 2 is the same whether or not task 16 was drawn
/// before, which is what common random numbers across controllers and any number of threads need.
/// The mixer is the finaliser of SplitMix64 (Steele, Lea & Flood, *Fast splittable pseudorandom number
/// generators*, OOPSLA 2014), applied once per key word. Inlinable, because the simulation draws once per hop: make
/// bench-world is a tenth slower without.
package struct CounterRandom: Sendable, Codable {
  @usableFromInline let key: UInt64

  /// The generator of one purpose: equal seeds and streams give equal numbers.
  ///
  /// - Parameters:
  ///   - seed: The seed of the whole run.
  ///   - stream: What the numbers are for, so that two purposes never share a number.
  package init(seed: UInt64, stream: RandomStream) {
    self.init(key: mixed(mixed(seed) ^ stream.rawValue))
  }

  @usableFromInline init(key: UInt64) { self.key = key }

  /// The generator of one member of this purpose, e.g. one source or one task.
  @inlinable @inline(__always) package func member(_ index: UInt64) -> CounterRandom {
    CounterRandom(key: mixed(key ^ mixed(index)))
  }

  /// 64 uniform bits for `counter`.
  @inlinable @inline(__always) package func bits(_ counter: UInt64) -> UInt64 { mixed(key ^ mixed(counter)) }

  /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
  @inlinable package func uniform(_ counter: UInt64) -> Double { Double(bits(counter) >> 11) * 0x1p-53 }

  /// A uniform integer in `0..<bound` (multiply-shift; the bias is below bound · 2⁻⁶⁴).
  @inlinable package func integer(_ counter: UInt64, below bound: Int) -> Int {
    precondition(bound > 0, "the bound of a random integer must be positive, got \(bound)")
    return Int(bits(counter).multipliedFullWidth(by: UInt64(bound)).high)
  }
}

/// The purposes random numbers are drawn for; each has a stream of its own.
package enum RandomStream: UInt64, Sendable, CaseIterable {
  case arrivalTimes = 1
  case validationSamples = 2
  case routing = 3
  case traceBinding = 4
  case sourceAssignment = 5
  case requestCopies = 6
  case synthesis = 7
  case thinning = 8
  case geneticSearch = 9
  case speedBinding = 10
  case difficultyDrift = 11
  case tuning = 16
}

/// The golden-ratio increment and finaliser of SplitMix64: a bijection of the 64-bit words.
@inlinable func mixed(_ word: UInt64) -> UInt64 {
  var z = word &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
