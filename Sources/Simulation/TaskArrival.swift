/// One task that enters the network at a device.
package struct TaskArrival: Sendable, Equatable {
  /// The number of the task in the trace, from 0; no two tasks share one.
  package var task: Int
  /// The device at which it enters, a node of layer 0.
  package var device: Int
  /// When it enters.
  package var time: SimulationTime
  /// The validation sample it carries, an index into the exit profile.
  package var sample: Int

  /// Task number `task`, which enters at `device` at `time`.
  package init(task: Int, device: Int, time: SimulationTime, sample: Int) {
    self.task = task
    self.device = device
    self.time = time
    self.sample = sample
  }
}
