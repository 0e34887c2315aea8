import CounterRandom

/// What a task in flight is waiting for.
enum TaskPhase: UInt8, Sendable, Codable {
  /// Nothing: the row is free.
  case none
  /// Its link, held back because its transmission does not end in the current window.
  case held
  /// Its arrival at the node it was sent to.
  case arriving
  /// The end of its service, with or without waiting first.
  case serving
  /// The speed of its server in the next window, on which the end of its service depends.
  case stalled
  /// Being dropped at its server.
  case doomed
}

/// A task in flight: who it is, and its visit that is under way.
struct TaskInFlight: Sendable, Codable {
  /// The number of the task in the trace.
  var task: Int
  /// Its routing draws, by hop.
  var draws: CounterRandom
  /// When it entered the network.
  var entered: SimulationTime
  /// When the current visit was sent.
  var sent: SimulationTime
  /// When it arrives, known once its transmission's end is.
  var arrived: SimulationTime
  /// The device at which it entered.
  var device: Int32
  /// The validation sample it carries.
  var sample: Int32
  /// The node of the current visit, in the network's numbering.
  var node: Int32
  /// The arc it was sent over; −1 at a device that computes.
  var arc: Int32 = -1
  /// The next row in the list it waits in, or of free rows; −1 at the end.
  var next: Int32 = -1
  /// What it is waiting for.
  var phase = TaskPhase.none
  /// Why it is to be dropped, while it is doomed.
  var reason = DropReason.queueFull
  /// When its service begins, known once it has arrived; the end of time while it is stalled and has not begun.
  var started: SimulationTime = .zero
  /// When it leaves its server, by the end of its service or dropped; not kept where the service time tells.
  var leaves: SimulationTime = .zero
  /// What is left of its transmission at the end of the window, while it is held.
  var left: Nanobits = 0

  /// A task that has just entered, on a visit to its own device.
  init(_ arrival: TaskArrival, draws: CounterRandom) {
    task = arrival.task
    self.draws = draws
    entered = arrival.time
    sent = arrival.time
    arrived = arrival.time
    device = Int32(arrival.device)
    sample = Int32(arrival.sample)
    node = device
  }

  /// Whether its service at its node has begun by `time`.
  func hasStarted(by time: SimulationTime) -> Bool {
    switch phase {
    case .serving, .stalled: started <= time
    case .doomed: started <= time && started < leaves
    case .none, .held, .arriving: false
    }
  }

  /// It is to be dropped at its server at `time`; its service has begun if it `started` before.
  mutating func doom(at time: SimulationTime, _ reason: DropReason, started: SimulationTime) {
    self.started = started
    leaves = time
    phase = .doomed
    self.reason = reason
  }
}

/// The tasks in flight, in rows that are used again.
///
/// Rows and not columns: an event reads most of one task and nothing of its neighbours. Memory follows the largest
/// number of tasks that were ever in flight at once, not the number seen.
struct TasksInFlight: Sendable, Codable {
  /// All rows, free ones included.
  var rows: [TaskInFlight] = []
  /// The first free row; −1 where there is none.
  var firstFree: Int32 = -1
  /// The number of tasks in flight.
  var count = 0

  /// The task in `row`.
  subscript(row: Int32) -> TaskInFlight {
    get { rows[Int(row)] }
    _modify { yield &rows[Int(row)] }
  }

  /// Makes rows free until there are at least `capacity`.
  mutating func reserveFree(_ capacity: Int) {
    let missing = capacity - (rows.count - count)
    guard missing > 0 else { return }
    let blank = TaskInFlight(
      TaskArrival(task: -1, device: 0, time: .zero, sample: 0),
      draws: CounterRandom(seed: 0, stream: .routing))
    let first = rows.count
    makeRoom(for: missing)
    rows.append(contentsOf: repeatElement(blank, count: missing))
    for row in (first..<rows.count).reversed() {
      rows[row].next = firstFree
      firstFree = Int32(row)
    }
  }

  /// Makes room for `missing` more rows; at least an eighth more at a time, where an array would double.
  ///
  /// Queues that grow are what a replay spends its memory on, and while rows move there are two of each.
  private mutating func makeRoom(for missing: Int) {
    let wanted = rows.count + missing
    guard wanted > rows.capacity else { return }
    rows.reserveCapacity(max(wanted, rows.count + rows.count / 8))
  }

  /// Takes in a task and returns its row.
  mutating func insert(_ task: TaskInFlight) -> Int32 {
    count += 1
    guard firstFree >= 0 else {
      makeRoom(for: 1)
      rows.append(task)
      return Int32(rows.count - 1)
    }
    let row = firstFree
    firstFree = rows[Int(row)].next
    rows[Int(row)] = task
    return row
  }

  /// Forgets the task in `row`.
  mutating func remove(_ row: Int32) {
    count -= 1
    rows[Int(row)].phase = .none
    rows[Int(row)].next = firstFree
    firstFree = row
  }

  /// Calls `body` with every task in flight, in the order of their rows.
  func forEach(_ body: (TaskInFlight) -> Void) {
    for row in rows where row.phase != .none { body(row) }
  }
}
