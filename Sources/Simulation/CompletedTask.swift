/// A task that has left the network with an answer.
package struct CompletedTask: Sendable, Equatable, Codable {
  /// The number of the task in the trace.
  package var task: Int
  /// The device at which it entered.
  package var device: Int
  /// When it entered.
  package var arrived: SimulationTime
  /// When the service of its last visit ended.
  package var completed: SimulationTime
  /// The stage it left at.
  package var stage: Int
  /// Whether its answer is right.
  package var isCorrect: Bool

  /// Task number `task`, which left at `stage`.
  package init(
    task: Int, device: Int, arrived: SimulationTime, completed: SimulationTime, stage: Int, isCorrect: Bool
  ) {
    self.task = task
    self.device = device
    self.arrived = arrived
    self.completed = completed
    self.stage = stage
    self.isCorrect = isCorrect
  }

  /// Its response delay.
  package var delay: SimulationTime { completed - arrived }
}
