/// What a controller decides: where tasks go and when they leave.
package struct OffloadingPlan: Sendable, Equatable, Codable {
  /// p: the offloading strategy, by arc; the arcs out of a node sum to 1.
  package var probability: [Double]
  /// ℓ: the threshold level of each node; 0 where a node has no choice.
  package var level: [Int]

  /// A plan of `probability` by arc and `level` by node.
  package init(probability: [Double], level: [Int]) {
    self.probability = probability
    self.level = level
  }

  /// Equal split, every threshold at its middle level: where a cold start begins.
  package static func uniform(on network: Network) -> OffloadingPlan {
    weighted(on: network) { _ in 1 }
  }

  /// Split in proportion to the weight of each arc, every threshold at its middle level.
  ///
  /// Where all weights out of a node are 0 the split is equal.
  package static func weighted(on network: Network, by weight: (Int) -> Double) -> OffloadingPlan {
    var probability = [Double](repeating: 0, count: network.arcCount)
    for node in 0..<network.nodeCount {
      let arcs = network.arcs(from: node)
      let total = arcs.reduce(0) { $0 + weight($1) }
      for arc in arcs { probability[arc] = total > 0 ? weight(arc) / total : 1 / Double(arcs.count) }
    }
    let level = (0..<network.nodeCount).map { network.exit(at: $0).table?.middleLevel ?? 0 }
    return OffloadingPlan(probability: probability, level: level)
  }

  /// The threshold of `node`, where it has one.
  package func threshold(at node: Int, of network: Network) -> Double? {
    network.exit(at: node).table?.thresholds[level[node]]
  }

  /// Sets every threshold to the level nearest to `threshold`.
  package mutating func setThresholds(nearest threshold: Double, on network: Network) {
    for node in level.indices {
      if let table = network.exit(at: node).table { level[node] = table.level(nearest: threshold) }
    }
  }
}
