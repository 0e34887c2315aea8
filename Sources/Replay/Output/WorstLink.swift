import EdgeModel

/// The slowest link that a plan relies on.
struct WorstLink {
  /// A link counts as used from this share of its sender's tasks on.
  static let leastShare = 0.01

  /// `{"arc": "1/3>2/0", "share", "transmission_s"}`, or null when no link is used; the first of equally slow ones.
  static func json(_ plan: OffloadingPlan, on problem: DecisionProblem) -> JSONValue {
    let share = plan.probability, seconds = problem.conditions.transmissionSeconds
    var worst: Int?, slowest = -1.0
    for arc in share.indices where share[arc] >= leastShare && seconds[arc] > slowest {
      (worst, slowest) = (arc, seconds[arc])
    }
    guard let worst else { return .null }
    let network = problem.network
    return [
      "arc": .string("\(network.name(of: network.tail[worst]))>\(network.name(of: network.head[worst]))"),
      "share": .sixDigits(share[worst]), "transmission_s": .sixDigits(slowest),
    ]
  }
}
