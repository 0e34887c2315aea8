import EdgeModel
import HeapModule

/// All links: how long tasks occupy them, and the tasks that wait for rates still unknown.
///
/// Inside a window the rates are known, so a task that is sent knows at once when its transmission ends, unless that is
/// beyond the window. Then it is held: a list per arc, in the order sent, that goes on when the next window opens.
struct Links: Sendable {
  /// Whether tasks queue for a link or each transmit by themselves.
  let model: LinkModel
  /// The size of a task on each arc.
  private let size: [Nanobits]
  /// Propagation time of each arc, rounded to whole nanoseconds once.
  private let propagation: [SimulationTime]
  /// When each link will have sent everything that is not held; of no meaning for pure delays.
  private var free: [SimulationTime]
  /// The piece of the window in which each arc's last transmission began.
  private var piece: [Int]
  /// The first and last row of the tasks held on each arc; −1 where there are none.
  private var firstHeld: [Int32], lastHeld: [Int32]

  /// Idle links of `network`.
  init(_ network: Network, model: LinkModel) {
    self.model = model
    size = network.head.map { 8e9 * network.layers[network.layerOfNode[$0]].inputBytes }
    propagation = network.propagationSeconds.map { SimulationTime(seconds: $0) }
    free = [SimulationTime](repeating: SimulationTime(nanoseconds: .min), count: network.arcCount)
    piece = [Int](repeating: 0, count: network.arcCount)
    firstHeld = [Int32](repeating: -1, count: network.arcCount)
    lastHeld = firstHeld
  }

  /// Sends the task in `row` over its arc at its `sent` time; calls come in order of (sent, task).
  ///
  /// Its arrival becomes an event, or it is held.
  mutating func send(
    _ row: Int32, _ tasks: inout TasksInFlight, _ events: inout Heap<EventKey>, _ window: RateWindow
  ) {
    let arc = Int(tasks[row].arc)
    tasks[row].left = size[arc]
    if model == .queue, firstHeld[arc] >= 0 { return hold(row, on: arc, &tasks) }
    if !transmit(row, &tasks, &events, window) { hold(row, on: arc, &tasks) }
  }

  /// Goes on with the tasks held on all arcs, now that the rates of `window` are known.
  ///
  /// - Complexity: O(arcs + transmissions that end), and for pure delays also O(tasks held).
  mutating func open(_ window: RateWindow, _ tasks: inout TasksInFlight, _ events: inout Heap<EventKey>) {
    for arc in piece.indices {
      piece[arc] = window.first[arc]
      guard firstHeld[arc] >= 0 else { continue }
      switch model {
      case .queue: resumeInTurn(arc, &tasks, &events, window)
      case .delay: resumeAll(arc, &tasks, &events, window)
      }
    }
  }

  /// One after the other, until one does not end in the window.
  private mutating func resumeInTurn(
    _ arc: Int, _ tasks: inout TasksInFlight, _ events: inout Heap<EventKey>, _ window: RateWindow
  ) {
    while firstHeld[arc] >= 0, transmit(firstHeld[arc], &tasks, &events, window) {
      firstHeld[arc] = tasks[firstHeld[arc]].next
    }
  }

  /// All at once; those that do not end in the window are held again.
  private mutating func resumeAll(
    _ arc: Int, _ tasks: inout TasksInFlight, _ events: inout Heap<EventKey>, _ window: RateWindow
  ) {
    var row = firstHeld[arc]
    firstHeld[arc] = -1
    while row >= 0 {
      let next = tasks[row].next
      if !transmit(row, &tasks, &events, window) { hold(row, on: arc, &tasks) }
      row = next
    }
  }

  /// Whether the transmission of the task in `row` ends in the window. If so its arrival becomes an event, else what
  /// is left of it is reduced.
  private mutating func transmit(
    _ row: Int32, _ tasks: inout TasksInFlight, _ events: inout Heap<EventKey>, _ window: RateWindow
  ) -> Bool {
    let arc = Int(tasks[row].arc)
    var begin = max(tasks[row].sent, window.start)
    if model == .queue { begin = max(begin, free[arc]) }
    guard begin < window.end,
      let end = window.end(ofTransmissionFrom: begin, on: arc, piece: &piece[arc], left: &tasks[row].left)
    else { return false }
    free[arc] = end
    tasks[row].arrived = end + propagation[arc]
    tasks[row].phase = .arriving
    events.insert(EventKey(time: tasks[row].arrived, task: tasks[row].task, row: row))
    return true
  }

  private mutating func hold(_ row: Int32, on arc: Int, _ tasks: inout TasksInFlight) {
    tasks[row].phase = .held
    tasks[row].next = -1
    if firstHeld[arc] < 0 { firstHeld[arc] = row } else { tasks[lastHeld[arc]].next = row }
    lastHeld[arc] = row
  }
}
