import EdgeModel

/// All links: how long tasks occupy them, and the tasks that wait for rates still unknown.
///
/// Inside a window the rates are known, so a task that is sent knows at once when its transmission ends, unless that is
/// beyond the window. Then it is held: a list per arc, in the order sent, that goes on when the next window opens.
struct Links: Sendable, Codable {
  /// Whether tasks queue for a link or each transmit by themselves.
  let model: LinkModel
  /// The links by arc.
  var links: [Link]
  /// The rest, by arc.
  private var states: [LinkState]

  /// Idle links of `network`.
  init(_ network: Network, model: LinkModel) {
    self.model = model
    links = network.propagationSeconds.map { Link(propagation: SimulationTime(seconds: $0)) }
    states = network.head.map { LinkState(size: 8e9 * network.layers[network.layerOfNode[$0]].inputBytes) }
  }

  /// The size of a task on `arc`.
  func size(of arc: Int) -> Nanobits { states[arc].size }

  /// Sends the task in `row` over its arc at its `sent` time; calls for one arc come in order of (sent, task).
  ///
  /// - Returns: Whether its arrival is known, and noted; if not, it is held.
  mutating func send(_ row: Int32, _ tasks: inout TasksInFlight, _ window: RateWindow) -> Bool {
    let arc = Int(tasks[row].arc)
    tasks[row].left = states[arc].size
    if model == .queue, states[arc].firstHeld >= 0 {
      hold(row, on: arc, &tasks)
      return false
    }
    if transmit(row, &tasks, window) { return true }
    hold(row, on: arc, &tasks)
    return false
  }

  /// Goes on with the tasks held on all arcs, now that the rates of `window` are known, and appends to `arriving` the
  /// row of each whose arrival is now known.
  ///
  /// - Complexity: O(arcs + transmissions that end), and for pure delays also O(tasks held).
  mutating func open(
    _ window: RateWindow, _ tasks: inout TasksInFlight, arriving: inout [Int32]
  ) {
    for arc in links.indices {
      setPiece(window.first[arc], of: arc, window)
      guard states[arc].firstHeld >= 0 else { continue }
      switch model {
      case .queue: resumeInTurn(arc, &tasks, window, &arriving)
      case .delay: resumeAll(arc, &tasks, window, &arriving)
      }
    }
  }

  /// One after the other, until one does not end in the window.
  private mutating func resumeInTurn(
    _ arc: Int, _ tasks: inout TasksInFlight, _ window: RateWindow,
    _ arriving: inout [Int32]
  ) {
    while case let row = states[arc].firstHeld, row >= 0, transmit(row, &tasks, window) {
      states[arc].firstHeld = tasks[row].next
      arriving.append(row)
    }
    if states[arc].firstHeld >= 0 { links[arc].until = SimulationTime(nanoseconds: .min) }
  }

  /// All at once; those that do not end in the window are held again.
  private mutating func resumeAll(
    _ arc: Int, _ tasks: inout TasksInFlight, _ window: RateWindow,
    _ arriving: inout [Int32]
  ) {
    var row = states[arc].firstHeld
    states[arc].firstHeld = -1
    while row >= 0 {
      let next = tasks[row].next
      if transmit(row, &tasks, window) { arriving.append(row) } else { hold(row, on: arc, &tasks) }
      row = next
    }
  }

  /// Whether the transmission of the task in `row` ends in the window. If so its arrival is noted, else what is left of
  /// it is reduced.
  private mutating func transmit(_ row: Int32, _ tasks: inout TasksInFlight, _ window: RateWindow) -> Bool {
    let arc = Int(tasks[row].arc)
    var begin = max(tasks[row].sent, window.start)
    if model == .queue { begin = max(begin, links[arc].free) }
    var piece = states[arc].piece
    guard begin < window.end,
      let end = window.end(ofTransmissionFrom: begin, on: arc, piece: &piece, left: &tasks[row].left)
    else { return false }
    setPiece(piece, of: arc, window)
    if model == .queue { links[arc].free = end }
    tasks[row].arrived = end + links[arc].propagation
    tasks[row].phase = .arriving
    return true
  }

  /// Puts a piece of `window` in force on `arc`.
  private mutating func setPiece(_ piece: Int, of arc: Int, _ window: RateWindow) {
    states[arc].piece = piece
    states[arc].adopt(
      window.bitsPerSecond[piece],
      until: piece + 1 < window.first[arc + 1] ? window.time[piece + 1] : window.end, on: &links[arc])
  }

  private mutating func hold(_ row: Int32, on arc: Int, _ tasks: inout TasksInFlight) {
    tasks[row].phase = .held
    tasks[row].next = -1
    if states[arc].firstHeld < 0 {
      states[arc].firstHeld = row
    } else {
      tasks[states[arc].lastHeld].next = row
    }
    states[arc].lastHeld = row
    links[arc].until = SimulationTime(nanoseconds: .min)
  }
}
