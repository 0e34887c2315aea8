import CounterRandom

/// Sobol's sequence in up to 16 dimensions, plain or scrambled.
///
/// Direction numbers: Joe & Kuo, *Constructing Sobol sequences with better two-dimensional projections*, SIAM J. Sci.
/// Comput. 30 (2008), file new-joe-kuo-6.21201. Scrambling: Owen, *Randomly permuted (t,m,s)-nets and (t,s)-sequences*
/// (1995): every digit is flipped or not by a hash of the digits before it, which keeps every net a net.
struct SobolSequence: Sendable {
  /// The most dimensions.
  static let dimensionLimit = polynomials.count + 1

  /// s, a and m_1…m_s of the primitive polynomials of dimensions 2 to 16.
  private static let polynomials: [(degree: Int, coefficients: UInt32, initial: [UInt32])] = [
    (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]),
    (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]),
    (5, 11, [1, 1, 5, 1, 1]), (5, 13, [1, 1, 1, 3, 11]), (5, 14, [1, 3, 5, 5, 31]),
    (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]), (6, 16, [1, 3, 1, 13, 27, 49]),
  ]

  private static let directions = (0..<dimensionLimit).map(directions(of:))
  private let scramble: CounterRandom?

  /// The sequence, scrambled where `random` is given.
  init(scrambledBy random: CounterRandom? = nil) { scramble = random }

  /// A coordinate of a point in [0, 1); point 0 of the plain sequence is the origin.
  func coordinate(_ dimension: Int, ofPoint index: UInt32) -> Double {
    var bits: UInt32 = 0, rest = index ^ (index >> 1), bit = 0  // Gray code: Antonov & Saleev 1979
    while rest != 0 {
      if rest & 1 == 1 { bits ^= Self.directions[dimension][bit] }
      rest >>= 1
      bit += 1
    }
    return Double(scrambled(bits, dimension)) * 0x1p-32
  }

  private func scrambled(_ bits: UInt32, _ dimension: Int) -> UInt32 {
    guard let random = scramble?.member(UInt64(dimension)) else { return bits }
    var flips: UInt32 = 0
    for digit in 0..<UInt32(32) {
      let prefix = UInt64(digit == 0 ? 0 : bits >> (32 - digit)) | 1 << UInt64(digit)
      if random.bits(prefix) & 1 == 1 { flips |= 1 << (31 - digit) }
    }
    return bits ^ flips
  }

  /// v_1…v_32 of a dimension; dimension 0 is van der Corput's.
  private static func directions(of dimension: Int) -> [UInt32] {
    guard dimension > 0 else { return (0..<32).map { 1 << (31 - $0) } }
    let (degree, coefficients, initial) = polynomials[dimension - 1]
    var directions = initial.enumerated().map { $0.element << (31 - UInt32($0.offset)) }
    while directions.count < 32 {
      let index = directions.count, oldest = directions[index - degree]
      var next = oldest ^ (oldest >> UInt32(degree))
      for term in stride(from: 1, to: degree, by: 1)
      where coefficients >> UInt32(degree - 1 - term) & 1 == 1 {
        next ^= directions[index - term]
      }
      directions.append(next)
    }
    return directions
  }
}
