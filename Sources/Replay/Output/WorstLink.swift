import EdgeModel

/// The slowest link that a plan relies on.
struct WorstLink {
  /// A link counts as used from this share of its sender's tasks on.
  static let leastShare = 0.01

  /// `{"arc": "1/3>2/0", "share", "transmission_s"}`, or null when no link is used; the first of equally slow ones.
  static func json(_ plan: OffloadingPlan, _ conditions: Conditions, on network: Network) -> JSONValue {
    var worst: Int?
    for arc in 0..<network.arcCount where plan.probability[arc] >= leastShare {
      if conditions.transmissionSeconds[arc] > worst.map({ conditions.transmissionSeconds[$0] }) ?? -1 {
        worst = arc
      }
    }
    guard let worst else { return .null }
    return [
      "arc": .string("\(network.name(of: network.tail[worst]))>\(network.name(of: network.head[worst]))"),
      "share": .number(plan.probability[worst]),
      "transmission_s": .number(conditions.transmissionSeconds[worst]),
    ]
  }
}
