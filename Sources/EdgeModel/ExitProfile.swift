/// A measured early-exit profile: for every validation sample its confidence and correctness at every stage.
///
/// Model section 1. Stages are counted from 1, as in the profile's file.
package struct ExitProfile: Sendable, Equatable {
  /// One stage of the profile: both arrays by sample.
  package struct Stage: Sendable, Equatable {
    /// Confidence in [0, 1], larger means surer; nil where the stage has no exit, and at the last stage.
    package var confidence: [Double]?
    /// Whether the answer here is right; nil where the stage has no exit.
    package var isCorrect: [Bool]?

    /// A stage; both nil for one without an exit.
    package init(confidence: [Double]?, isCorrect: [Bool]?) {
      self.confidence = confidence
      self.isCorrect = isCorrect
    }
  }

  /// The stages 1…H in order; the last one has `isCorrect` and needs no confidence.
  package let stages: [Stage]
  /// The number of validation samples.
  package let sampleCount: Int
  /// The difficulty class of every sample, 0 the hardest: samples in order of mean confidence over the exits, cut
  /// into classes whose sizes differ by one at most.
  package let difficultyClass: [Int]

  /// A threshold above every confidence: "never exit".
  package static let neverExit = 1.01

  /// A profile of `stages`.
  ///
  /// - Precondition: At least one sample per class; the last stage has `isCorrect`; all arrays are equally long.
  /// - Complexity: O(*S* log *S*) for *S* samples.
  package init(stages: [Stage]) {
    guard let last = stages.last?.isCorrect else {
      preconditionFailure("the last of \(stages.count) stages says nothing about correctness")
    }
    precondition(last.count >= difficultyClassCount, "a profile needs 8 samples, got \(last.count)")
    self.stages = stages
    sampleCount = last.count
    difficultyClass = Self.classes(of: stages.dropLast(), sampleCount: last.count)
  }

  private static func classes(of exits: ArraySlice<Stage>, sampleCount: Int) -> [Int] {
    var sum = [Double](repeating: 0, count: sampleCount)
    for confidence in exits.compactMap(\.confidence) {
      precondition(confidence.count == sampleCount, "stages of different length in one profile")
      for sample in sum.indices { sum[sample] += confidence[sample] }
    }
    let order = sum.indices.sorted { (sum[$0], $0) < (sum[$1], $1) }
    var classes = [Int](repeating: 0, count: sampleCount)
    for (rank, sample) in order.enumerated() { classes[sample] = rank * difficultyClassCount / sampleCount }
    return classes
  }

  /// What stage `number` (from 1) does at the levels of `thresholds`, "never exit" appended: Model (1), (2).
  ///
  /// - Complexity: O(*S* · *L*) for *S* samples and *L* levels.
  package func exit(ofStage number: Int, thresholds: [Double]) -> StageExit {
    let stage = stages[number - 1]
    if number == stages.count { return .final(error: share { !(stage.isCorrect?[$0] ?? true) }) }
    guard let confidence = stage.confidence, let isCorrect = stage.isCorrect else { return .none }
    let levels = thresholds + [Self.neverExit]
    return .thresholds(
      ExitTable(
        thresholds: levels,
        survive: levels.map { level in share { confidence[$0] < level } },
        error: levels.map { level in share { confidence[$0] >= level && !isCorrect[$0] } }))
  }

  /// The share of each class for which `predicate` holds.
  private func share(where predicate: (Int) -> Bool) -> ClassVector {
    var count = ClassVector.zero, size = ClassVector.zero
    for sample in 0..<sampleCount {
      size[difficultyClass[sample]] += 1
      if predicate(sample) { count[difficultyClass[sample]] += 1 }
    }
    return count / size
  }

  /// The share of each class among the samples: the class mix of tasks whose samples are drawn uniformly.
  package var classMix: ClassVector { classSizes / Double(sampleCount) }

  private var classSizes: ClassVector {
    difficultyClass.reduce(into: ClassVector.zero) { $0[$1] += 1 }
  }
}
