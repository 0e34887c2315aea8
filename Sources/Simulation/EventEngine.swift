import EdgeModel
import HeapModule

/// The engine `events`: what happens to a task, one event after the other.
extension World {
  /// Runs a slot whose plan is in force.
  mutating func runEvents(
    _ window: RateWindow, _ speeds: SpeedWindow, _ arrivals: [TaskArrival],
    _ observer: inout some WorldObserver
  ) {
    resumed.removeAll(keepingCapacity: true)
    links.open(window, &tasks, arriving: &resumed)
    if observesQueues { queueView.links.open(window) }
    for row in resumed {
      events.insert(EventKey(time: tasks[row].arrived, task: tasks[row].task, row: row))
    }
    resumed.removeAll(keepingCapacity: true)
    servers.open(speeds, &tasks, settled: &resumed)
    for row in resumed { expectLeave(row) }
    for arrival in arrivals {
      runEvents(before: EventKey(time: arrival.time, task: arrival.task, row: -1), window, &observer)
      enter(arrival, window)
    }
    runEvents(before: .start(of: window.end), window, &observer)
    if observesQueues { queueView.links.close(window) }
  }

  /// Runs everything that is due before `key`, in order of (time, task).
  private mutating func runEvents(
    before key: EventKey, _ window: RateWindow, _ observer: inout some WorldObserver
  ) {
    while let event = events.min, event < key {
      events.removeMin()
      switch tasks[event.row].phase {
      case .arriving: serve(event.row)
      case .serving: finish(event.row, at: event.time, window)
      case .doomed: drop(event.row)
      case .none, .held, .stalled: preconditionFailure("task \(event.task) has an event but waits for none")
      }
      outbox.flushWhenFull(to: &observer)
    }
  }

  /// A task enters at its device: it is served there, or sent on at once by a device that only sends.
  private mutating func enter(_ arrival: TaskArrival, _ window: RateWindow) {
    let row = tasks.insert(TaskInFlight(arrival, draws: routing.draws(of: arrival.task)))
    if servers.service[arrival.device] > .zero {
      serve(row)
    } else {
      send(row, at: arrival.time, over: choice(of: row, at: arrival.time, window)?.arc, window)
    }
  }

  /// A task arrives at its node and joins the queue there.
  private mutating func serve(_ row: Int32) {
    if servers.hasStations[network.layerOfNode[Int(tasks[row].node)]] {
      let isKnown = servers.admit(row, &tasks)
      if isKnown { expectLeave(row) }
      if observesQueues, tasks[row].phase != .doomed {
        queueView.servers.note(
          Int(tasks[row].node), at: tasks[row].arrived, free: servers.free[Int(tasks[row].node)])
      }
      return
    }
    let service = servers.serve(at: Int(tasks[row].node), arrived: tasks[row].arrived)
    if observesQueues {
      queueView.servers.note(Int(tasks[row].node), at: tasks[row].arrived, free: service.finished)
    }
    tasks[row].started = service.started
    tasks[row].phase = .serving
    events.insert(EventKey(time: service.finished, task: tasks[row].task, row: row))
  }

  /// It is known when a task leaves its station.
  private mutating func expectLeave(_ row: Int32) {
    events.insert(EventKey(time: tasks[row].leaves, task: tasks[row].task, row: row))
  }

  /// Where the task in `row`, which is about to leave its node, goes by the queues; nil when the strategy says.
  private mutating func choice(
    of row: Int32, at time: SimulationTime, _ window: RateWindow
  ) -> (arc: Int, thresholdFall: Double)? {
    guard let rule = leastDelay, let best = leastDelay(row, at: time, by: rule, window) else { return nil }
    let fall = rule.thresholdFallPerSecond
    return (best.arc, fall > 0 ? fall * best.delay.linkNanoseconds / 1e9 : 0)
  }

  /// The service of a task ends: it leaves or goes on, as the thresholds in force say.
  private mutating func finish(_ row: Int32, at time: SimulationTime, _ window: RateWindow) {
    let task = tasks[row], node = Int(task.node)
    let layer = network.layerOfNode[node]
    visits.layers[layer].add(task, from: task.started, to: time)
    if !servers.hasStations[layer] { visits.busy[node] = visits.busy[node] + servers.service[node] }
    let choice = choice(of: row, at: time, window)
    let exited = exits.exits(
      sample: Int(task.sample), at: node, layer: layer, lowered: choice?.thresholdFall ?? 0)
    if outbox.keepsVisits { outbox.add(visit(of: task, from: task.started, to: time, exited: exited)) }
    guard exited else { return send(row, at: time, over: choice?.arc, window) }
    tasks.remove(row)
    outbox.add(completed(task, at: time, layer: layer))
  }

  /// A task leaves its node for one of the next layer: over `chosen`, or drawn by the strategy in force.
  private mutating func send(
    _ row: Int32, at time: SimulationTime, over chosen: Int?, _ window: RateWindow
  ) {
    let node = Int(tasks[row].node)
    let arc =
      chosen
      ?? routing.arc(
        of: tasks[row].draws, hop: network.layerOfNode[node], among: network.arcs(from: node))
    if observesQueues { queueView.links.add(links.size(of: arc), to: arc, at: time, window) }
    tasks[row].sent = time
    tasks[row].arc = Int32(arc)
    tasks[row].node = Int32(network.head[arc])
    guard links.send(row, &tasks, window) else { return }
    events.insert(EventKey(time: tasks[row].arrived, task: tasks[row].task, row: row))
  }
}
