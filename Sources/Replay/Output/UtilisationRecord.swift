import EdgeModel

/// How busy the servers of each stage are, in a size that does not grow with the network.
///
/// Per stage the mean, the maximum and the busiest node, and the maxima of at most 32 groups of consecutive nodes. A
/// stage of up to 32 nodes has a group per node; in a larger one the groups differ by one node at most.
enum UtilisationRecord {
  /// The most groups of a stage.
  static let groupLimit = 32

  /// One object per stage, from stage 1, for the utilisation of every node.
  static func json(_ utilisation: [Double], on network: Network) -> JSONValue {
    .array(
      network.layers.indices.dropFirst().compactMap { layer in
        let nodes = network.nodes(of: layer)
        guard let top = nodes.max(by: { utilisation[$0] < utilisation[$1] }) else { return nil }
        let mean = nodes.reduce(0) { $0 + utilisation[$1] } / Double(nodes.count)
        return [
          "stage": .integer(layer), "mean": .sixDigits(mean), "max": .sixDigits(utilisation[top]),
          "top": .string(network.name(of: top)), "nodes": .integer(nodes.count),
          "groups": .numbers(groupMaxima(utilisation[nodes]).map(hundredths)),
        ]
      })
  }

  /// The utilisation of every node, an array per stage from stage 1.
  static func full(_ utilisation: [Double], on network: Network) -> JSONValue {
    .array(network.layers.indices.dropFirst().map { .numbers(utilisation[network.nodes(of: $0)]) })
  }

  /// The maximum of each of at most 32 groups of consecutive values.
  static func groupMaxima(_ values: ArraySlice<Double>) -> [Double] {
    let count = min(groupLimit, values.count)
    return (0..<count).map { group in
      let first = values.startIndex + group * values.count / count
      let end = values.startIndex + (group + 1) * values.count / count
      return values[first..<end].max() ?? 0
    }
  }

  /// Rounded down, so that only an overloaded node is at 1.
  static func hundredths(_ share: Double) -> Double { (share * 100).rounded(.down) / 100 }
}
