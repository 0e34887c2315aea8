/// What a space file states: which settings of which controller are tuned, for what, on what, and how.
package struct Space: Sendable {
  /// How trials are chosen.
  package enum SamplerName: String, Sendable, CaseIterable { case grid, sobol, tpe }

  /// When a trial is stopped.
  package struct Pruning: Sendable, Equatable {
    /// Stop when a trial as good as the incumbent would look this bad with at most this probability.
    package let probability: Double
    /// The first slot after which trials are tested.
    package let fromSlot: Int
    /// Slots between two tests.
    package let every: Int
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
  /// The slots that trials are replayed on; nil: all.
  package let tune: Range<Int>?
  /// The slots that no trial sees, on which the best setting is judged; nil: none.
  package let holdOut: Range<Int>?
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
