/// One visit of a task at one node: a row of the hop log.
package struct Visit: Sendable, Equatable, Codable {
  /// The number of the task in the trace.
  package var task: Int
  /// The device at which the task entered.
  package var device: Int
  /// The validation sample the task carries.
  package var sample: Int
  /// The layer of the node: 0 for a device that computes, h for the servers of sub-model h.
  package var stage: Int
  /// The number of the node inside its layer.
  package var node: Int
  /// When it was sent here: handed to the link, or entered the network at a computing device.
  package var sent: SimulationTime
  /// When its last bit arrived; nil while it is on its way.
  package var arrived: SimulationTime?
  /// When its service began; nil while it waits.
  package var started: SimulationTime?
  /// When its service ended; nil while it is served.
  package var finished: SimulationTime?
  /// When it was dropped here; nil unless it was. Its service then never ended, and may not have begun.
  package var dropped: SimulationTime?
  /// Whether it left the network here with an answer.
  package var exited: Bool
  /// The confidence it reached here; nil where there is no exit to choose, and before its service has ended.
  package var confidence: Double?
  /// Whether the answer it left with is right; nil unless it left here.
  package var isCorrect: Bool?

  /// A visit that is known as far as the arguments say.
  package init(
    task: Int, device: Int, sample: Int, stage: Int, node: Int, sent: SimulationTime,
    arrived: SimulationTime? = nil, started: SimulationTime? = nil, finished: SimulationTime? = nil,
    dropped: SimulationTime? = nil, exited: Bool = false, confidence: Double? = nil, isCorrect: Bool? = nil
  ) {
    self.task = task
    self.device = device
    self.sample = sample
    self.stage = stage
    self.node = node
    self.sent = sent
    self.arrived = arrived
    self.started = started
    self.finished = finished
    self.dropped = dropped
    self.exited = exited
    self.confidence = confidence
    self.isCorrect = isCorrect
  }
}
