import EdgeModel
import StateCoding

/// What the samples of the exit profile do, by layer, then sample.
struct SampleOutcomes: Sendable {
  /// Confidence; 0 where there is no exit to choose.
  let confidence: [Double]
  /// Whether the answer is right.
  let isCorrect: [Bool]
}

/// Who leaves where: the exit profile, and the thresholds of the plan in force.
struct ExitRule: Sendable, Codable {
  let sampleCount: Int
  private let sharedOutcomes: Shared<SampleOutcomes>
  /// What every sample does in every layer.
  var outcomes: SampleOutcomes { @inline(__always) _read { yield sharedOutcomes.value } }
  /// Whether each layer has thresholds.
  private let hasThresholds: [Bool]
  /// The threshold of each node: ∞ where no one exits, −∞ where everyone does.
  private(set) var threshold: [Double]

  /// The exits of `profile` on `network`; no plan yet.
  ///
  /// - Precondition: The profile has one stage per layer after the devices, with confidences where the layer has
  ///   thresholds; devices have none.
  init(_ network: Network, _ profile: ExitProfile) {
    precondition(
      profile.stages.count == network.layers.count - 1,
      "a profile of \(profile.stages.count) stages for \(network.layers.count - 1) layers of servers")
    let count = profile.sampleCount, last = profile.stages.count
    hasThresholds = network.layers.indices.map { $0 < last && network.layers[$0].exit.table != nil }
    precondition(!hasThresholds[0], "devices cannot have an exit")
    var confidence = [Double](repeating: 0, count: count * network.layers.count)
    var isCorrect = [Bool](repeating: false, count: confidence.count)
    for (index, stage) in profile.stages.enumerated() {
      let block = (index + 1) * count
      if let right = stage.isCorrect { isCorrect.replaceSubrange(block..<(block + count), with: right) }
      guard hasThresholds[index + 1] else { continue }
      guard let column = stage.confidence, stage.isCorrect != nil else {
        preconditionFailure("layer \(index + 1) has thresholds, but its stage has no exit")
      }
      confidence.replaceSubrange(block..<(block + count), with: column)
    }
    sampleCount = count
    sharedOutcomes = Shared(SampleOutcomes(confidence: confidence, isCorrect: isCorrect))
    threshold = network.layerOfNode.map { $0 == last ? -.infinity : .infinity }
  }

  /// Puts the thresholds of `plan` in force.
  mutating func adopt(_ plan: OffloadingPlan, on network: Network) {
    precondition(plan.level.count == network.nodeCount, "a plan for \(plan.level.count) nodes")
    for (layer, description) in network.layers.enumerated() where hasThresholds[layer] {
      guard let thresholds = description.exit.table?.thresholds else { continue }
      for node in network.nodes(of: layer) { threshold[node] = thresholds[plan.level[node]] }
    }
  }

  /// Whether tasks may choose to leave at `layer`.
  func hasChoice(_ layer: Int) -> Bool { hasThresholds[layer] }

  /// Whether a task that carries `sample` leaves at `node` of `layer` when it finishes there now, its threshold being
  /// `lowered` by so much.
  func exits(sample: Int, at node: Int, layer: Int, lowered: Double = 0) -> Bool {
    outcomes.confidence[layer * sampleCount + sample] >= threshold[node] - lowered
  }

  /// The confidence that `sample` reaches in `layer`; nil where there is no exit to choose.
  func confidence(of sample: Int, layer: Int) -> Double? {
    hasThresholds[layer] ? outcomes.confidence[layer * sampleCount + sample] : nil
  }

  /// Whether `sample` leaves `layer` with the right answer.
  func isCorrect(sample: Int, layer: Int) -> Bool { outcomes.isCorrect[layer * sampleCount + sample] }

  /// Whether the profile has a sample of this number.
  func hasSample(_ sample: Int) -> Bool { (0..<sampleCount).contains(sample) }
}
