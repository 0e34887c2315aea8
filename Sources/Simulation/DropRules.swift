/// What servers do with tasks that they cannot or need not serve. Nothing is dropped by default.
///
/// One place each: a full queue and a failed server turn a task away when it arrives, a failure takes what is there, and
/// a server looks at a task's deadline when its turn comes, for only then does it have to decide whether the work is
/// worth it. A service that has begun is not broken off but by a failure.
package struct DropRules: Sendable, Equatable {
  /// The most tasks that wait or are served at a node, by layer; nil is no limit.
  package var queueLimit: [Int?]
  /// Whether a node whose speed falls to 0 loses all tasks that it has, by node, and those that arrive until it is back;
  /// others keep them, and go on where they stopped.
  package var losesQueue: [Bool]
  /// Layers whose nodes may change speed.
  package var changesSpeed: [Bool]
  /// A server does not begin a task that has been in the network for longer than this; nil is no deadline.
  package var deadline: SimulationTime?

  /// Nothing is dropped, no speed changes, in a network of so many layers and nodes.
  package init(layerCount: Int, nodeCount: Int) {
    queueLimit = [Int?](repeating: nil, count: layerCount)
    losesQueue = [Bool](repeating: false, count: nodeCount)
    changesSpeed = [Bool](repeating: false, count: layerCount)
  }

  /// Whether the nodes of `layer` need more than one number per queue.
  func concerns(_ layer: Int) -> Bool { queueLimit[layer] != nil || changesSpeed[layer] || deadline != nil }
}

/// Why a task was dropped.
package enum DropReason: String, Sendable, Codable, CaseIterable {
  /// It arrived at a full queue.
  case queueFull = "queue_full"
  /// Its server failed, or had failed when it arrived.
  case failure
  /// Its turn came after its deadline.
  case deadline
}

/// A task that has left the network without an answer.
package struct DroppedTask: Sendable, Equatable, Codable {
  /// The number of the task in the trace.
  package var task: Int
  /// The device at which it entered.
  package var device: Int
  /// When it entered.
  package var arrived: SimulationTime
  /// When it was dropped.
  package var dropped: SimulationTime
  /// The stage at which that was.
  package var stage: Int
  /// Why.
  package var reason: DropReason

  /// Task number `task`, dropped at `stage`.
  package init(
    task: Int, device: Int, arrived: SimulationTime, dropped: SimulationTime, stage: Int, reason: DropReason
  ) {
    self.task = task
    self.device = device
    self.arrived = arrived
    self.dropped = dropped
    self.stage = stage
    self.reason = reason
  }
}
