import CounterRandom

/// A tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kégl, *Algorithms for hyper-parameter optimization*,
/// NeurIPS 2011, section 4).
///
/// Earlier trials are cut into the best seventh, which the density l is fitted to, and the rest, fitted by g. Of 24 draws
/// from l the one with the largest l/g is tried. Trials of one batch do not know each other's outcome: those already
/// chosen count among the rest, so that the batch spreads (the constant liar of Ginsbourger, Le Riche & Carraro 2010).
struct TPESampler: Sampler {
  let parameters: [Parameter]
  /// What chooses the first trials.
  let startup: SobolSampler
  let startupCount: Int
  private let random: CounterRandom

  /// The share of trials that is good: γ of section 4.1 there is 0.15.
  static let goodShare = 0.15
  /// Good trials at most, so that l stays narrow in long studies.
  static let goodLimit = 25
  static let candidateCount = 24

  init(parameters: [Parameter], startup: SobolSampler, startupCount: Int, seed: UInt64) {
    self.parameters = parameters
    self.startup = startup
    self.startupCount = startupCount
    random = CounterRandom(seed: seed, stream: .tuning).member(1)
  }

  var limit: Int? { nil }

  func assignments(of numbers: Range<Int>, after earlier: [Trial]) -> [Assignment] {
    // Defaults outside the space are no observation of it.
    let observed = earlier.filter { trial in
      parameters.indices.allSatisfy {
        (trial.values[$0] != nil) == parameters.counts($0, given: trial.values)
      }
    }.sorted { $0.isBetter(than: $1) }
    let goodCount = min(Self.goodLimit, Int((Self.goodShare * Double(observed.count)).rounded(.up)))
    let good = observed.prefix(goodCount).map(\.values)
    var rest = observed.dropFirst(goodCount).map(\.values)
    var chosen: [Assignment] = []
    for number in numbers {
      let next: Assignment
      if number <= startupCount || good.isEmpty {
        next = startup.assignments(of: number..<(number + 1), after: earlier)[0]
      } else {
        next = choose(number, good: good, rest: rest, tried: observed.map(\.values) + chosen)
      }
      chosen.append(next)
      rest.append(next)
    }
    return chosen
  }

  /// The best candidate that was not tried yet; the best of all where every one was.
  private func choose(
    _ number: Int, good: [Assignment], rest: [Assignment], tried: [Assignment]
  ) -> Assignment {
    let candidates = (0..<Self.candidateCount).map { candidate -> (values: Assignment, gain: Double) in
      let draw = random.member(UInt64(number)).member(UInt64(candidate))
      return self.candidate(draw, good: good, rest: rest)
    }.enumerated().sorted { ($1.element.gain, $0.offset) < ($0.element.gain, $1.offset) }.map(\.element)
    return (candidates.first { !tried.contains($0.values) } ?? candidates[0]).values
  }

  private func candidate(
    _ draw: CounterRandom, good: [Assignment], rest: [Assignment]
  ) -> (values: Assignment, gain: Double) {
    var gain = 0.0
    let values = parameters.assignment { index in
      let domain = parameters[index].domain
      // A parameter is fitted to the trials in which it counts: the tree of the method's name.
      let likely = ParzenEstimator(domain, good.compactMap { $0[index] })
      let unlikely = ParzenEstimator(domain, rest.compactMap { $0[index] })
      let value = likely.draw(draw.member(UInt64(index)))
      gain += likely.logDensity(of: value) - unlikely.logDensity(of: value)
      return value
    }
    return (values, gain)
  }
}
