import EdgeModel

/// The FIFO servers of all nodes, with deterministic service.
///
/// Service never depends on what comes later, so a queue is one number, the instant its last task leaves it: a task
/// that arrives knows at once when it will start and finish. Complexity per task: O(1).
struct Servers: Sendable, Codable {
  /// Service time of each node, rounded to whole nanoseconds once; 0 for a device that only sends.
  let service: [SimulationTime]
  /// When each server will have finished everything that has arrived so far.
  var free: [SimulationTime]

  /// Idle servers of `network`.
  init(_ network: Network) {
    service = network.serviceSeconds.map { SimulationTime(seconds: $0) }
    free = service.map { _ in SimulationTime(nanoseconds: .min) }
  }

  /// Takes in a task that arrives at `node`; calls come in order of (arrival, task).
  ///
  /// - Returns: When its service starts and finishes.
  mutating func serve(at node: Int, arrived: SimulationTime) -> (
    started: SimulationTime, finished: SimulationTime
  ) {
    let started = max(arrived, free[node])
    let finished = started + service[node]
    free[node] = finished
    return (started, finished)
  }
}
