import CounterRandom
import Foundation

/// A density of one parameter: a mixture of a prior and of one kernel per observation.
///
/// Numbers: Gaussians on the unit interval, truncated to it, as wide as the larger distance to a neighbour (section 4.2 of
/// Bergstra et al. 2011), within bounds; the prior is a Gaussian at the middle as wide as the interval. Words: a share per
/// word, the prior counts one observation spread evenly.
struct ParzenEstimator {
  private let domain: Domain
  /// Centre and width of each kernel; the prior is the first.
  private var kernels: [(centre: Double, width: Double)] = []
  /// The share of each word.
  private var shares: [Double] = []

  /// The density of `values` of `domain`.
  init(_ domain: Domain, _ values: [Double]) {
    self.domain = domain
    if case .choice(let words) = domain {
      shares = words.indices.map { word in
        (Double(values.count { Int($0) == word }) + 1 / Double(words.count)) / Double(values.count + 1)
      }
      return
    }
    let places = values.map(domain.place(of:)).sorted()
    kernels = [(0.5, 1)]
    let least = 1 / min(100, Double(places.count + 2))
    for (index, place) in places.enumerated() {
      let before = place - (index > 0 ? places[index - 1] : 0)
      let behind = (index + 1 < places.count ? places[index + 1] : 1) - place
      kernels.append((place, min(1, max(least, max(before, behind)))))
    }
  }

  /// A value drawn from the density.
  func draw(_ random: CounterRandom) -> Double {
    let share = random.uniform(0)
    guard shares.isEmpty else {
      var sum = 0.0
      let word = shares.firstIndex {
        sum += $0
        return share < sum
      }
      return Double(word ?? shares.count - 1)
    }
    let kernel = kernels[min(kernels.count - 1, Int(share * Double(kernels.count)))]
    // At least a quarter of a kernel lies in the interval.
    for attempt in UInt64(0)..<64 {
      let radius = (-2 * log(1 - random.uniform(2 * attempt + 1))).squareRoot()
      let place = kernel.centre + kernel.width * radius * cos(2 * Double.pi * random.uniform(2 * attempt + 2))
      if (0...1).contains(place) { return domain.value(at: place) }
    }
    return domain.value(at: kernel.centre)
  }

  /// The logarithm of the density at `value`.
  func logDensity(of value: Double) -> Double {
    guard shares.isEmpty else { return log(shares[Int(value)]) }
    let place = domain.place(of: value)
    let density = kernels.reduce(0) { sum, kernel in
      let distance = (place - kernel.centre) / kernel.width
      return sum + exp(-0.5 * distance * distance) / (kernel.width * Self.mass(kernel))
    }
    return log(density / Double(kernels.count) / (2 * Double.pi).squareRoot())
  }

  /// The share of a kernel that lies in [0, 1].
  private static func mass(_ kernel: (centre: Double, width: Double)) -> Double {
    func below(_ place: Double) -> Double {
      0.5 * erfc((kernel.centre - place) / (kernel.width * 2.0.squareRoot()))
    }
    return below(1) - below(0)
  }
}
