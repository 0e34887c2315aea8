import EdgeModel
import HeapModule

/// What happens to a task: it enters, is sent, arrives, is served, and goes on or leaves.
extension World {
  /// Runs everything that is due before `key`, in order of (time, task).
  mutating func runEvents(
    before key: EventKey, _ window: RateWindow, _ observer: inout some WorldObserver
  ) {
    while let event = events.min, event < key {
      events.removeMin()
      switch tasks[event.row].phase {
      case .arriving: serve(event.row)
      case .serving: finish(event.row, at: event.time, window, &observer)
      case .none, .held: preconditionFailure("task \(event.task) has an event but waits for none")
      }
    }
  }

  /// A task enters at its device: it is served there, or sent on at once by a device that only sends.
  mutating func enter(_ arrival: TaskArrival, _ window: RateWindow) {
    let row = tasks.insert(TaskInFlight(arrival))
    if servers.service[arrival.device] > .zero {
      serve(row)
    } else {
      send(row, at: arrival.time, window)
    }
  }

  /// A task arrives at its node and joins the queue there.
  private mutating func serve(_ row: Int32) {
    let service = servers.serve(at: Int(tasks[row].node), arrived: tasks[row].arrived)
    tasks[row].started = service.started
    tasks[row].phase = .serving
    events.insert(EventKey(time: service.finished, task: tasks[row].task, row: row))
  }

  /// The service of a task ends: it leaves or goes on, as the thresholds in force say.
  private mutating func finish(
    _ row: Int32, at time: SimulationTime, _ window: RateWindow, _ observer: inout some WorldObserver
  ) {
    let task = tasks[row], node = Int(task.node), sample = Int(task.sample)
    let layer = network.layerOfNode[node]
    let exited = exits.exits(sample: sample, at: node, layer: layer)
    let isCorrect = exited && exits.isCorrect(sample: sample, layer: layer)
    var visit = visit(of: task)
    visit.arrived = task.arrived
    visit.started = task.started
    visit.finished = time
    visit.exited = exited
    visit.confidence = exits.confidence(of: sample, layer: layer)
    visit.isCorrect = exited ? isCorrect : nil
    observer.visited(visit)
    guard exited else { return send(row, at: time, window) }
    tasks.remove(row)
    observer.completed(
      CompletedTask(
        task: task.task, device: visit.device, arrived: task.entered, completed: time, stage: layer,
        isCorrect: isCorrect))
  }

  /// A task leaves its node for one of the next layer, drawn by the strategy in force.
  private mutating func send(_ row: Int32, at time: SimulationTime, _ window: RateWindow) {
    let node = Int(tasks[row].node)
    let arc = routing.arc(
      of: tasks[row].task, hop: network.layerOfNode[node], among: network.arcs(from: node))
    tasks[row].sent = time
    tasks[row].arc = Int32(arc)
    tasks[row].node = Int32(network.head[arc])
    links.send(row, &tasks, &events, window)
  }
}
