/// What a space file states: which settings of which controller are tuned, for what, on what, and how.
package struct Space: Sendable {
  /// How trials are chosen.
  package enum SamplerName: String, Sendable, CaseIterable { case grid, sobol, tpe }

  /// When a trial is stopped.
  package struct Pruning: Sendable, Equatable {
    /// Stop when a trial as good as the incumbent would look this bad with at most this probability.
    package let probability: Double
    /// The share by which a trial must be better than the incumbent to count as such.
    package let leastGain: Double
    /// The first slot after which trials are tested.
    package let fromSlot: Int
    /// Slots between two tests.
    package let every: Int
  }

  /// Which slots trials are replayed on, and which none sees: on those the best setting is judged.
  package enum Split: Sendable, Equatable {
    /// Trials see all slots.
    case none
    /// The last share of the slots is held out.
    case last(share: Double)
    /// As stated.
    case slots(tune: Range<Int>, holdOut: Range<Int>?)

    /// The two parts of `count` slots.
    func parts(of count: Int) -> (tune: Range<Int>, holdOut: Range<Int>?) {
      switch self {
      case .none: return (0..<count, nil)
      case .slots(let tune, let holdOut): return (tune, holdOut)
      case .last(let share):
        // At least a slot on either side, where there are two.
        let held = min(count - 1, max(1, Int((share * Double(count)).rounded())))
        return held > 0 ? (0..<(count - held), (count - held)..<count) : (0..<count, nil)
      }
    }
  }

  /// The file.
  package let path: String
  /// Its name, for people and for the study's directory.
  package let name: String
  /// The controller: a label of the scenario, or a name from the list.
  package let controller: String
  /// What is varied.
  package let parameters: [Parameter]
  /// What for.
  package let goal: Goal
  /// How trials are chosen.
  package var sampler: SamplerName
  /// The number of trials, that with default settings included; of a grid at most this many.
  package var trials: Int
  /// `batch`: trials that are chosen knowing the same earlier ones; 0: all after the first; nil: what suits the sampler.
  package let statedBatch: Int?
  /// Trials before `tpe` looks at what came of them.
  package let startup: Int
  /// Values of each number in a grid.
  package let points: Int
  /// When trials are stopped; nil: never.
  package var pruning: Pruning?
  /// The seed of the sampler.
  package var seed: UInt64
  /// The seeds of the replays; empty: each scenario's own.
  package let replaySeeds: [UInt64]
  /// Factors on the arrivals of every scenario.
  package let loads: [Double]
  /// How the slots are parted.
  package let split: Split
  /// The choice whose words are also compared on the held-out slots, by their best trials.
  package let compareBy: Int?

  /// How many trials are chosen knowing the same earlier ones; nil: all after the first. Trials that need nothing but
  /// their number need not wait for each other.
  package var batchSize: Int? {
    let size = statedBatch ?? (sampler == .tpe ? 8 : 0)
    return size == 0 ? nil : size
  }

  /// The batch of a trial: the first, with default settings, is one of its own.
  package func batch(of number: Int) -> Int {
    number == 0 ? 0 : 1 + (batchSize.map { (number - 1) / $0 } ?? 0)
  }
}
