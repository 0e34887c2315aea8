import EdgeModel

/// Where tasks in flight are between the windows of the engine `layers`, and its buffers.
///
/// A slot is cut into windows of equal length in which some thousand tasks enter, so that what a window touches stays
/// in the processor's cache. Where it is cut does not show: a transmission sees the rates of the whole slot, and a
/// task that arrives or finishes after the window waits here for the one it belongs to.
struct LayerQueues: Sendable, Codable {
  /// The tasks that should enter in a window: some 200 bytes each are touched again and again, and should stay in an L2
  /// cache.
  package static let windowTasks = 2048

  /// A list of rows, linked by `TaskInFlight.next`, in no particular order.
  struct Chain: Sendable, Codable {
    /// The last row put in; −1 in an empty list.
    var first: Int32 = -1
  }

  private let windowTasks: Int
  private let layerCount: Int
  /// Where the slot begins and ends, and how long its windows are.
  private(set) var start = SimulationTime.zero, end = SimulationTime.zero
  private var width: Int64 = 1
  /// The number of windows of the slot.
  private(set) var windowCount = 1
  /// Tasks on their way to each layer, by layer, then by the window they arrive in; the last is beyond the slot.
  private var arriving: [Chain]
  /// The first and last row of the tasks at each node that leave it after the last window, in the order in which they
  /// do; −1 where there are none.
  var firstServing: [Int32], lastServing: [Int32]

  /// Tasks that arrive at the layer in work in this window.
  var entering = TaskList()
  /// Tasks that finish there.
  var leaving = TaskList()
  /// Of these, tasks that go on, and tasks that exit.
  var going = TaskList(), exiting = TaskList()
  /// Tasks that arrive or finish after the window.
  var later = TaskList()
  /// Tasks whose link has to be asked the long way.
  var slow = TaskList()
  /// The arc of each that goes on.
  var arcs: [Int32] = []
  /// Puts arrivals in order.
  var order = ArrivalOrder()

  /// No tasks in `network`.
  init(_ network: Network, windowTasks: Int) {
    precondition(windowTasks > 0, "a window of \(windowTasks) tasks")
    self.windowTasks = windowTasks
    layerCount = network.layers.count
    arriving = [Chain](repeating: Chain(), count: 2 * layerCount)
    firstServing = [Int32](repeating: -1, count: network.nodeCount)
    lastServing = firstServing
  }

  /// Cuts the slot of `window`, in which `taskCount` tasks enter, into windows, and deals the tasks that are on their
  /// way to them.
  mutating func open(_ window: RateWindow, taskCount: Int, _ tasks: inout TasksInFlight) {
    let beyond = (0..<layerCount).map { arriving[$0 * (windowCount + 1) + windowCount] }
    (start, end) = (window.start, window.end)
    let length = (end - start).nanoseconds
    let wanted = min(Int64(max(1, taskCount / windowTasks)), length)
    width = (length + wanted - 1) / wanted
    windowCount = Int((length + width - 1) / width)
    arriving.removeAll(keepingCapacity: true)
    arriving.append(contentsOf: repeatElement(Chain(), count: layerCount * (windowCount + 1)))
    for (layer, chain) in beyond.enumerated() {
      var row = chain.first
      while row >= 0 {
        let next = tasks[row].next
        post(row, to: layer, &tasks)
        row = next
      }
    }
  }

  /// Where window `number` of the slot ends.
  func end(of number: Int) -> SimulationTime {
    min(end, SimulationTime(nanoseconds: start.nanoseconds + width * Int64(number + 1)))
  }

  /// Puts down a task on its way to `layer` until the window in which it arrives.
  mutating func post(_ row: Int32, to layer: Int, _ tasks: inout TasksInFlight) {
    let arrived = tasks[row].arrived
    let window = arrived < end ? Int((arrived - start).nanoseconds / width) : windowCount
    let chain = layer * (windowCount + 1) + window
    tasks[row].phase = .arriving
    tasks[row].next = arriving[chain].first
    arriving[chain].first = row
  }

  /// Takes up the tasks that arrive at `layer` in window `number` and were sent before it.
  mutating func collect(_ layer: Int, _ number: Int, _ tasks: TasksInFlight) {
    let chain = layer * (windowCount + 1) + number
    var row = arriving[chain].first
    arriving[chain].first = -1
    while row >= 0 {
      let task = tasks[row]
      entering.append(TaskAtNode(time: task.arrived, row: row, node: task.node))
      row = task.next
    }
  }

  /// Puts down the tasks of `later`, which began their service at `time` and finish after the window.
  mutating func keepServing(_ tasks: inout TasksInFlight) {
    for index in 0..<later.count {
      let (item, row) = (later.items[index], later.items[index].row)
      let node = Int(item.node)
      tasks[row].started = item.time
      tasks[row].phase = .serving
      keep(row, at: node, &tasks)
    }
    later.count = 0
  }

  /// Puts down a task that leaves `node` after the window, and after all who were put down there before.
  mutating func keep(_ row: Int32, at node: Int, _ tasks: inout TasksInFlight) {
    tasks[row].next = -1
    if firstServing[node] < 0 { firstServing[node] = row } else { tasks[lastServing[node]].next = row }
    lastServing[node] = row
  }

  /// Takes up the first task that was put down at `node`, a station, if it leaves before `end`.
  mutating func takeFirst(at node: Int, leavingBefore end: SimulationTime, _ tasks: TasksInFlight) -> Int32? {
    let row = firstServing[node]
    guard row >= 0, tasks[row].leaves < end else { return nil }
    firstServing[node] = tasks[row].next
    return row
  }

  /// Takes up the tasks at `nodes` that finish before `end` and arrived in an earlier window.
  mutating func takeFinished(
    at nodes: Range<Int>, before end: SimulationTime, service: [SimulationTime], _ tasks: TasksInFlight
  ) {
    for node in nodes {
      while case let row = firstServing[node], row >= 0 {
        let finished = tasks[row].started + service[node]
        guard finished < end else { break }
        leaving.append(TaskAtNode(time: finished, row: row, node: Int32(node)))
        firstServing[node] = tasks[row].next
      }
    }
  }
}
