import EdgeModel

/// What is under way between two slots.
extension World {
  /// The visits that are under way at `time`, the end of the last window, in order of task.
  ///
  /// Only what has happened by then is filled in: `arrived` and `started` if they are not after `time`, never
  /// `finished`. Who starts at exactly `time` among those who arrive at exactly `time` is up to the next slot, so
  /// these have not started.
  ///
  /// - Complexity: O(*m* log *m*) for *m* tasks in flight.
  package func unfinishedVisits(at time: SimulationTime) -> [Visit] {
    var visits: [Visit] = []
    visits.reserveCapacity(tasks.count)
    forEachInFlight(at: time) { task, hasArrived in
      var visit = visit(of: task)
      if hasArrived { visit.arrived = task.arrived }
      if task.hasStarted(by: time) { visit.started = task.started }
      visits.append(visit)
    }
    return visits.sorted { $0.task < $1.task }
  }

  /// When the tasks in flight at `time`, the end of the last window, entered the network; in no particular order.
  package func entered(at time: SimulationTime) -> [SimulationTime] {
    var times: [SimulationTime] = []
    times.reserveCapacity(tasks.count)
    forEachInFlight(at: time) { task, _ in times.append(task.entered) }
    return times
  }

  /// The number of tasks that wait or are served at each node at `time`, the end of the last window.
  ///
  /// A task that arrives at exactly `time` counts, and so does one that finishes then.
  ///
  /// - Complexity: O(nodes + tasks in flight).
  package func backlog(at time: SimulationTime) -> [Int] {
    var count = [Int](repeating: 0, count: network.nodeCount)
    forEachInFlight(at: time) { task, hasArrived in
      if hasArrived { count[Int(task.node)] += 1 }
    }
    return count
  }

  /// The number of tasks on each arc, sent and not arrived, at `time`, the end of the last window: waiting,
  /// in transmission or propagating.
  ///
  /// - Complexity: O(arcs + tasks in flight).
  package func linkBacklog(at time: SimulationTime) -> [Int] {
    var count = [Int](repeating: 0, count: network.arcCount)
    forEachInFlight(at: time) { task, hasArrived in
      if !hasArrived { count[Int(task.arc)] += 1 }
    }
    return count
  }

  private func forEachInFlight(at time: SimulationTime, _ body: (TaskInFlight, _ hasArrived: Bool) -> Void) {
    precondition(
      now == nil || now == time,
      "the world stands at \(now?.seconds ?? 0) s and cannot be asked about \(time.seconds) s")
    tasks.forEach { body($0, $0.phase != .held && $0.arrived <= time) }
  }

  /// The visit of `task` that is under way, as far as it is known when it is sent.
  private func visit(of task: TaskInFlight) -> Visit {
    let layer = network.layerOfNode[Int(task.node)]
    return Visit(
      task: task.task, device: Int(task.device), sample: Int(task.sample), stage: layer,
      node: Int(task.node) - network.firstNode[layer], sent: task.sent)
  }

  /// The visit of `task` whose service began at `started` and ends at `finished`.
  func visit(
    of task: TaskInFlight, from started: SimulationTime, to finished: SimulationTime, exited: Bool
  ) -> Visit {
    var visit = visit(of: task)
    visit.arrived = task.arrived
    visit.started = started
    visit.finished = finished
    visit.exited = exited
    visit.confidence = exits.confidence(of: visit.sample, layer: visit.stage)
    visit.isCorrect = exited ? exits.isCorrect(sample: visit.sample, layer: visit.stage) : nil
    return visit
  }

  /// The visit of `task`, which is dropped.
  func droppedVisit(of task: TaskInFlight) -> Visit {
    var visit = visit(of: task)
    visit.arrived = task.arrived
    visit.started = task.hasStarted(by: task.leaves) ? task.started : nil
    visit.dropped = task.leaves
    return visit
  }

  /// `task`, which is dropped.
  func dropped(_ task: TaskInFlight) -> DroppedTask {
    DroppedTask(
      task: task.task, device: Int(task.device), arrived: task.entered, dropped: task.leaves,
      stage: network.layerOfNode[Int(task.node)], reason: task.reason)
  }

  /// `task`, which leaves the network at `time` from `layer`.
  func completed(_ task: TaskInFlight, at time: SimulationTime, layer: Int) -> CompletedTask {
    CompletedTask(
      task: task.task, device: Int(task.device), arrived: task.entered, completed: time, stage: layer,
      isCorrect: exits.isCorrect(sample: Int(task.sample), layer: layer))
  }
}
