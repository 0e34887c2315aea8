import EdgeModel

/// The visits of one layer's nodes that ended in a slot, added up in whole nanoseconds: the order in which they end does not show.
package struct VisitSums: Sendable, Equatable, Codable {
  /// How many visits ended; those of dropped tasks do not count.
  package var count = 0
  /// From sending to arrival: waiting for a FIFO link, transmission and propagation, in ns.
  package var transmissionNanoseconds: Int128 = 0
  /// From arrival to the end of the service, in ns.
  package var sojournNanoseconds: Int128 = 0
  /// From the beginning of the service to its end, in ns.
  package var serviceNanoseconds: Int128 = 0

  /// No visits.
  package init() {}

  /// From arrival to the beginning of the service, in ns.
  package var waitingNanoseconds: Int128 { sojournNanoseconds - serviceNanoseconds }

  /// Adds what another sum holds.
  package mutating func add(_ other: VisitSums) {
    count += other.count
    transmissionNanoseconds += other.transmissionNanoseconds
    sojournNanoseconds += other.sojournNanoseconds
    serviceNanoseconds += other.serviceNanoseconds
  }

  /// Adds the visit of `task` that began its service at `started` and ends at `finished`.
  mutating func add(_ task: TaskInFlight, from started: SimulationTime, to finished: SimulationTime) {
    count += 1
    transmissionNanoseconds += Int128((task.arrived - task.sent).nanoseconds)
    sojournNanoseconds += Int128((finished - task.arrived).nanoseconds)
    serviceNanoseconds += Int128((finished - started).nanoseconds)
  }
}

/// What servers and links did in one slot.
package struct SlotVisits: Sendable, Equatable, Codable {
  /// The visits that ended, by layer; devices that only send make none.
  package internal(set) var layers: [VisitSums]
  /// For how long each node had a task in service, those of a failed node included.
  package internal(set) var busy: [SimulationTime]

  /// Nothing yet, on a network of so many layers and nodes.
  package init(layerCount: Int, nodeCount: Int) {
    layers = [VisitSums](repeating: VisitSums(), count: layerCount)
    busy = [SimulationTime](repeating: .zero, count: nodeCount)
  }
}

extension Servers {
  /// How long the task that `node` serves at `time`, the end of a window, has been in service; not of a station.
  ///
  /// A queue is worked off without a gap, so its length at `time` follows from when it will be empty. A task that
  /// finishes at `time` counts: its visit has not ended yet.
  func progress(at node: Int, _ time: SimulationTime) -> SimulationTime {
    let service = service[node].nanoseconds
    guard free[node] >= time, service > 0 else { return .zero }
    let left = (free[node] - time).nanoseconds
    return SimulationTime(nanoseconds: (left / service + 1) * service - left)
  }
}

extension World {
  /// Begins to count the visits of a slot from `start` on.
  mutating func beginVisits(at start: SimulationTime) {
    for layer in network.layers.indices {
      visits.layers[layer] = VisitSums()
      for node in network.nodes(of: layer) {
        // What was served of the task in service belongs to the slot before.
        visits.busy[node] =
          servers.hasStations[layer] ? .zero : .zero - servers.progress(at: node, start)
      }
    }
  }

  /// Ends the count at `end`.
  mutating func endVisits(at end: SimulationTime) {
    for layer in network.layers.indices {
      for node in network.nodes(of: layer) {
        visits.busy[node] =
          servers.hasStations[layer]
          ? servers.stations[node].busy : visits.busy[node] + servers.progress(at: node, end)
      }
    }
  }
}
