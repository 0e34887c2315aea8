import CounterRandom

/// Points of a scrambled Sobol sequence, one dimension per parameter.
struct SobolSampler: Sampler {
  let parameters: [Parameter]
  private let sequence: SobolSequence

  init(parameters: [Parameter], seed: UInt64) {
    self.parameters = parameters
    sequence = SobolSequence(scrambledBy: CounterRandom(seed: seed, stream: .tuning).member(0))
  }

  var limit: Int? { nil }

  func assignments(of numbers: Range<Int>, after earlier: [Trial]) -> [Assignment] {
    numbers.map { number in
      parameters.assignment {
        parameters[$0].domain.value(at: sequence.coordinate($0, ofPoint: UInt32(number - 1)))
      }
    }
  }
}
