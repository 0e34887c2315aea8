import EdgeModel

/// What a plan sends more than it can carry: how many nodes and links, and the worst of them by name.
struct OverloadRecord {
  /// Nodes, those of the highest utilisation first.
  let nodes: [Int]
  /// Links, those of the highest load f e first.
  let links: [Int]
  /// How many nodes and links there are in all.
  let count: (nodes: Int, links: Int)
  private let network: Network

  /// What a plan with `flows` overloads, as `predicted` says it; with summary detail the worst alone.
  init(_ predicted: Evaluation, _ flows: Flows, on problem: DecisionProblem, _ detail: LogDetail) {
    let overloaded = predicted.overloadedNodes, seconds = problem.conditions.transmissionSeconds
    nodes = detail.worst(overloaded) { predicted.utilisation[$0] }
    links = detail.worst(predicted.overloadedLinks) { flows.arcFlow[$0] * seconds[$0] }
    count = (overloaded.count, predicted.overloadedLinks.count)
    network = problem.network
  }

  /// The members of a decision's record.
  var members: [(key: String, value: JSONValue)] {
    [
      ("overloaded", .array(nodes.map { .string(network.name(of: $0)) })),
      ("overloaded_count", .integer(count.nodes)),
      ("overloaded_links", .array(links.map { .string(network.name(ofArc: $0)) })),
      ("overloaded_links_count", .integer(count.links)),
    ]
  }

  /// The worst in words, nodes before links; nil where nothing is overloaded.
  var words: String? {
    guard count.nodes + count.links > 0 else { return nil }
    let named =
      nodes.prefix(Self.mostInWords).map(network.name(of:))
      + links.prefix(max(0, Self.mostInWords - nodes.count)).map(network.name(ofArc:))
    let rest = count.nodes + count.links - named.count
    return "overloaded: " + named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The most that are put in words; a summary has more.
  private static let mostInWords = 5
}
