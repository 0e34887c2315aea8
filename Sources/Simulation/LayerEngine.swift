import EdgeModel

/// The engine `layers`: window by window, one layer after the other, all tasks of a layer at once.
///
/// Nothing flows back, so once the arrivals at a layer in a window are known, they are put in order of (arrival, task)
/// and Lindley's recursion gives every start and finish; the tasks that finish in the window exit or are sent, and are
/// the arrivals of the next layer. Tasks of one node are handled in the order in which they finish there, and an arc
/// begins at one node, so links get them in order of (sent, task) without sorting.
extension World {
  /// Runs a slot whose plan is in force.
  mutating func runLayers(
    _ window: RateWindow, _ speeds: SpeedWindow, _ arrivals: [TaskArrival],
    _ observer: inout some WorldObserver
  ) {
    queues.open(window, taskCount: arrivals.count, &tasks)
    resumed.removeAll(keepingCapacity: true)
    links.open(window, &tasks, arriving: &resumed)
    for row in resumed { queues.post(row, to: network.layerOfNode[Int(tasks[row].node)], &tasks) }
    resumed.removeAll(keepingCapacity: true)
    servers.open(speeds, &tasks, settled: &resumed)
    for row in resumed { queues.keep(row, at: Int(tasks[row].node), &tasks) }
    var entered = 0, start = window.start
    for number in 0..<queues.windowCount {
      let end = queues.end(of: number)
      entered = enter(arrivals, from: entered, before: end)
      for layer in network.layers.indices {
        queues.collect(layer, number, tasks)
        takeLeaving(layer, before: end)
        queues.order.sort(&queues.entering, from: start, to: end, tasks)
        if servers.hasStations[layer] { admit(before: end) } else { serve(before: end) }
        measure(layer)
        split(layer)
        if outbox.keepsVisits { tellVisits(layer) }
        complete(layer)
        send(hop: layer, before: end, window)
        outbox.flushWhenFull(to: &observer)
      }
      start = end
    }
  }

  /// Takes in the arrivals before `end`: to be served at their devices, or to be sent on at once.
  ///
  /// - Returns: The index of the first arrival that is left.
  private mutating func enter(_ arrivals: [TaskArrival], from first: Int, before end: SimulationTime) -> Int {
    let past = Self.firstIndex(from: first, of: end, in: arrivals)
    tasks.reserveFree(past - first)
    queues.entering.reserve(queues.entering.count + past - first)
    queues.going.reserve(past - first)
    LayerKernels.enter(
      arrivals, first..<past, routing, servers.service, &tasks, entering: &queues.entering,
      going: &queues.going)
    return past
  }

  /// The index of the first arrival, from `first` on, that is not before `time`.
  private static func firstIndex(from first: Int, of time: SimulationTime, in arrivals: [TaskArrival]) -> Int
  {
    var low = first, high = arrivals.count
    while low < high {
      let middle = (low + high) / 2
      if arrivals[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Takes up the tasks that leave their servers before `end` and arrived in an earlier window.
  private mutating func takeLeaving(_ layer: Int, before end: SimulationTime) {
    let nodes = network.nodes(of: layer)
    guard servers.hasStations[layer] else {
      return queues.takeFinished(at: nodes, before: end, service: servers.service, tasks)
    }
    for node in nodes {
      while let row = queues.takeFirst(at: node, leavingBefore: end, tasks) { leaveStation(row) }
    }
  }

  /// Lets everybody who arrives in at their station.
  private mutating func admit(before end: SimulationTime) {
    for index in 0..<queues.entering.count {
      let item = queues.entering.items[index]
      guard servers.admit(item.row, &tasks) else { continue }
      if tasks[item.row].leaves < end {
        leaveStation(item.row)
      } else {
        queues.keep(item.row, at: Int(item.node), &tasks)
      }
    }
    queues.entering.count = 0
  }

  /// A task leaves its station in this window: finished or dropped.
  private mutating func leaveStation(_ row: Int32) {
    let task = tasks[row]
    if task.phase == .doomed { return drop(row) }
    queues.leaving.append(TaskAtNode(time: task.leaves, row: row, node: task.node))
  }

  /// Serves everybody who arrives.
  private mutating func serve(before end: SimulationTime) {
    queues.leaving.reserve(queues.leaving.count + queues.entering.count)
    queues.later.reserve(queues.entering.count)
    LayerKernels.serve(
      queues.entering, service: servers.service, free: &servers.free, before: end,
      leaving: &queues.leaving, later: &queues.later)
    queues.entering.count = 0
    queues.keepServing(&tasks)
  }

  /// Adds up the visits that end.
  private mutating func measure(_ layer: Int) {
    guard servers.hasStations[layer] else {
      return LayerKernels.measure(
        queues.leaving, servers.service, tasks.rows, &visits.layers[layer], busy: &visits.busy)
    }
    for index in 0..<queues.leaving.count {
      let item = queues.leaving.items[index], task = tasks[item.row]
      visits.layers[layer].add(task, from: task.started, to: item.time)
    }
  }

  /// Parts those who finish into those who exit and those who go on, as the thresholds in force say.
  private mutating func split(_ layer: Int) {
    guard exits.hasChoice(layer) else {
      if layer == network.layers.count - 1 {
        swap(&queues.exiting, &queues.leaving)
      } else if queues.going.count == 0 {
        swap(&queues.going, &queues.leaving)
      } else {
        for index in 0..<queues.leaving.count { queues.going.append(queues.leaving.items[index]) }
      }
      queues.leaving.count = 0
      return
    }
    queues.going.reserve(queues.going.count + queues.leaving.count)
    queues.exiting.reserve(queues.leaving.count)
    LayerKernels.split(
      queues.leaving, layer, exits, tasks.rows, going: &queues.going, exiting: &queues.exiting)
    queues.leaving.count = 0
  }

  /// Notes the visits that have ended, all but those of devices that only send.
  private mutating func tellVisits(_ layer: Int) {
    for index in 0..<(queues.exiting.count + queues.going.count) {
      let exited = index < queues.exiting.count
      let item = exited ? queues.exiting.items[index] : queues.going.items[index - queues.exiting.count]
      let service = servers.service[Int(item.node)]
      guard layer > 0 || service > .zero else { continue }
      let started = servers.hasStations[layer] ? tasks[item.row].started : item.time - service
      outbox.add(visit(of: tasks[item.row], from: started, to: item.time, exited: exited))
    }
  }

  /// Lets the tasks that exit leave the network.
  private mutating func complete(_ layer: Int) {
    LayerKernels.complete(queues.exiting, layer, exits, &tasks, &outbox.completed)
    queues.exiting.count = 0
  }

  /// Sends the tasks that go on to nodes of the next layer, drawn by the strategy in force.
  private mutating func send(hop: Int, before end: SimulationTime, _ window: RateWindow) {
    let count = queues.going.count
    queues.entering.reserve(count)
    queues.later.reserve(count)
    queues.slow.reserve(count)
    if queues.arcs.count < count { queues.arcs = [Int32](repeating: 0, count: 2 * count) }
    LayerKernels.draw(queues.going, hop: hop, routing.guide, tasks.rows, arcs: &queues.arcs)
    LayerKernels.send(
      queues.going, over: queues.arcs, before: end, routing.guide, &tasks.rows, &links.links,
      occupied: links.model == .queue, entering: &queues.entering, later: &queues.later, slow: &queues.slow)
    queues.going.count = 0
    for index in 0..<queues.slow.count { sendSlowly(queues.slow.items[index], before: end, window) }
    queues.slow.count = 0
    for index in 0..<queues.later.count { queues.post(queues.later.items[index].row, to: hop + 1, &tasks) }
    queues.later.count = 0
  }

  /// Sends a task over a link whose rate changes on the way, or holds it.
  private mutating func sendSlowly(_ item: TaskAtNode, before end: SimulationTime, _ window: RateWindow) {
    guard links.send(item.row, &tasks, window) else { return }
    let arrived = tasks[item.row].arrived
    let next = TaskAtNode(time: arrived, row: item.row, node: tasks[item.row].node)
    if arrived < end { queues.entering.append(next) } else { queues.later.append(next) }
  }
}
