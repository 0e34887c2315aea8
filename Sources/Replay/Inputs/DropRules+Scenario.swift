import EdgeModel
import Simulation

extension DropRules {
  /// When the world of `scenario` drops tasks, and which servers change speed.
  init(_ scenario: Scenario, network: Network) {
    self.init(layerCount: network.layers.count, nodeCount: network.nodeCount)
    if let late = scenario.deadline, late.consequence == .drop {
      deadline = SimulationTime(seconds: late.seconds)
    }
    for (index, stage) in scenario.stages.enumerated() {
      queueLimit[index + 1] = stage.queueLimit
      var node = network.firstNode[index + 1]
      for board in stage.servers {
        if let speed = board.speed {
          changesSpeed[index + 1] = true
          for server in node..<(node + board.count) { losesQueue[server] = speed.onFailure == .lose }
        }
        node += board.count
      }
    }
  }
}
