package import EdgeModel

/// The plan that a search begins with when there is one from the slot before.
package enum WarmStart {
  /// `plan` with nothing sent over arcs in outage or to nodes that have failed, where there is another way.
  ///
  /// What such an arc carried is shared by the node's other arcs in proportion; by all of them alike where they
  /// carried nothing. A server that is gone is one whose arcs are all in outage. Every node knows this of its own arcs.
  ///
  /// - Complexity: O(arcs).
  package static func repaired(_ plan: OffloadingPlan, _ problem: DecisionProblem) -> OffloadingPlan {
    let conditions = problem.conditions, network = problem.network
    return redistributed(plan, on: network) {
      conditions.transmissionSeconds[$0] < Conditions.outageSeconds && !conditions.hasFailed(network.head[$0])
    }
  }

  /// `plan`, made for `old`, carried over to another network of as many layers.
  ///
  /// Arcs between nodes that were there keep their share; arcs that are new begin at 0, for an unused receiver carries a
  /// price and is found by it. New nodes split equally, at the level in the middle of what their layer has.
  ///
  /// - Parameter origin: For every node of the new network its number in the old one, nil for a new node.
  /// - Complexity: O(nodes + arcs · log degree).
  package static func carried(
    _ plan: OffloadingPlan, from old: Network, to new: Network, origin: [Int?]
  ) -> OffloadingPlan {
    var carried = OffloadingPlan.uniform(on: new), isKnown = [Bool](repeating: false, count: new.arcCount)
    for node in 0..<new.nodeCount {
      guard let before = origin[node] else { continue }
      carried.level[node] = plan.level[before]
      for arc in new.arcs(from: node) {
        guard let head = origin[new.head[arc]], let was = old.arc(from: before, to: head) else { continue }
        isKnown[arc] = true
        carried.probability[arc] = plan.probability[was]
      }
    }
    for layer in new.layers.indices {
      let nodes = new.nodes(of: layer),
        known = nodes.filter { origin[$0] != nil }.map { carried.level[$0] }.sorted()
      guard !known.isEmpty else { continue }
      for node in nodes where origin[node] == nil { carried.level[node] = known[known.count / 2] }
    }
    return redistributed(carried, on: new) { isKnown[$0] }
  }

  /// `plan` with the shares of arcs that are not `usable` given to those that are, node by node; a node without any
  /// usable arc keeps its shares.
  static func redistributed(
    _ plan: OffloadingPlan, on network: Network, where usable: (Int) -> Bool
  ) -> OffloadingPlan {
    var repaired = plan
    for node in 0..<network.nodeCount {
      let arcs = network.arcs(from: node)
      var kept = 0, sum = 0.0, isWhole = true
      for arc in arcs {
        if usable(arc) {
          kept += 1
          sum += plan.probability[arc]
        } else if plan.probability[arc] > 0 {
          isWhole = false
        }
      }
      guard kept > 0, !isWhole || abs(sum - 1) >= 1e-9 else { continue }
      for arc in arcs {
        repaired.probability[arc] =
          !usable(arc) ? 0 : sum > 0 ? plan.probability[arc] / sum : 1 / Double(kept)
      }
    }
    return repaired
  }
}

extension Network {
  /// The arc from `tail` to `head`, where there is one.
  fileprivate func arc(from tail: Int, to head: Int) -> Int? {
    var arcs = arcs(from: tail)
    while !arcs.isEmpty {
      let middle = (arcs.lowerBound + arcs.upperBound) / 2
      if self.head[middle] == head { return middle }
      arcs = self.head[middle] < head ? middle + 1..<arcs.upperBound : arcs.lowerBound..<middle
    }
    return nil
  }
}
