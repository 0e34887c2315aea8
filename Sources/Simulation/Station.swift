import DequeModule

/// A FIFO server whose speed changes, or that drops tasks: more than one number.
///
/// Inside a window speeds are known, so a task that arrives knows at once what becomes of it, unless that lies beyond the
/// window. Then it waits in a list, in order of arrival, that goes on when the next window opens. Work is counted in
/// nanoseconds of nominal service times 10⁶, speed in millionths, so every sum is a whole number and a service ends at
/// the same nanosecond however it is cut into slots.
struct Station: Sendable, Codable {
  /// What one task takes.
  private let work: Int64
  private let limit: Int?
  private let losesQueue: Bool
  private let deadline: SimulationTime?
  /// When everything that has arrived and is not in the list will have left.
  private var free = SimulationTime(nanoseconds: .min)
  /// What is left of the service of the first task of the list; 0 when it has not begun.
  private var left: Int64 = 0
  /// The piece of the window's speeds that was in force last.
  private var piece = 0
  /// The first and last row of the list; −1 where there are none; and how many there are.
  private var firstStalled: Int32 = -1, lastStalled: Int32 = -1
  private var stalledCount = 0
  /// When those in the system will leave that are not in the list, ascending; only where there is a limit.
  private var departures = Deque<SimulationTime>()
  /// What one task takes at nominal speed.
  private let service: SimulationTime
  /// For how long a task has been in service in this window, as far as that is known.
  private(set) var busy = SimulationTime.zero

  /// An idle server with a service time of `service`.
  init(service: SimulationTime, limit: Int?, losesQueue: Bool, deadline: SimulationTime?) {
    let longest = Int64.max / SpeedWindow.nominal
    precondition(
      service.nanoseconds < longest, "a service time of \(service.seconds) s, more than work can be counted")
    self.service = service
    work = max(1, service.nanoseconds * SpeedWindow.nominal)
    self.limit = limit
    self.losesQueue = losesQueue
    self.deadline = deadline
  }

  /// When everything that has arrived will have left, as far as that is known: those whose end is beyond `slotEnd` are taken
  /// to be served from then on at nominal speed.
  func expectedFree(slotEnd: SimulationTime) -> SimulationTime {
    guard stalledCount > 0 else { return free }
    return SimulationTime(nanoseconds: slotEnd.nanoseconds + Int64(stalledCount) * service.nanoseconds)
  }

  /// Takes in the task in `row`; calls come in order of (arrival, task).
  ///
  /// - Returns: Whether it is known what becomes of it: its phase is then `serving` or `doomed` until it has `left`.
  mutating func admit(_ row: Int32, at node: Int, _ tasks: inout TasksInFlight, _ speeds: SpeedWindow) -> Bool
  {
    let arrived = tasks[row].arrived
    if let limit {
      while let next = departures.first, next <= arrived { departures.removeFirst() }
      if departures.count + stalledCount >= limit {
        tasks[row].doom(at: arrived, .queueFull, started: arrived)
        return true
      }
    }
    if firstStalled < 0, settle(row, at: node, &tasks, speeds) { return true }
    stall(row, &tasks)
    return false
  }

  /// Goes on with the list, now that the speeds of a window are known, and appends to `settled` the rows of those of whom
  /// it is known what becomes of them.
  mutating func open(
    at node: Int, _ tasks: inout TasksInFlight, _ speeds: SpeedWindow, settled: inout [Int32]
  ) {
    piece = speeds.first[node]
    busy = .zero
    while case let row = firstStalled, row >= 0 {
      guard
        left > 0
          ? work(on: row, from: speeds.start, at: node, &tasks, speeds)
          : settle(row, at: node, &tasks, speeds)
      else { return }
      firstStalled = tasks[row].next
      stalledCount -= 1
      settled.append(row)
    }
  }

  /// Lets the task in `row`, all before it being known, have its turn.
  private mutating func settle(
    _ row: Int32, at node: Int, _ tasks: inout TasksInFlight, _ speeds: SpeedWindow
  ) -> Bool {
    let begin = max(tasks[row].arrived, free)
    guard begin < speeds.end else { return false }
    let last = speeds.first[node + 1] - 1
    while piece < last, speeds.time[piece + 1] <= begin { piece += 1 }
    let hasFailed = losesQueue && speeds.varies(node) && speeds.millionths[piece] == 0
    if !hasFailed, let deadline, begin > tasks[row].entered + deadline {
      tasks[row].doom(at: begin, .deadline, started: begin)
      noteDeparture(begin)
      return true
    }
    tasks[row].started = begin
    left = work
    return work(on: row, from: begin, at: node, &tasks, speeds)
  }

  /// Serves the task in `row` from `begin` on, and returns whether that ends in the window.
  private mutating func work(
    on row: Int32, from begin: SimulationTime, at node: Int, _ tasks: inout TasksInFlight,
    _ speeds: SpeedWindow
  ) -> Bool {
    var now = begin, current = piece
    let last = speeds.first[node + 1] - 1
    while now < speeds.end {
      let until = current < last ? speeds.time[current + 1] : speeds.end
      let speed = speeds.varies(node) ? speeds.millionths[current] : SpeedWindow.nominal
      if speed == 0 && losesQueue {
        leave(row, at: now, since: begin, &tasks)
        tasks[row].doom(at: now, .failure, started: tasks[row].started)
        return true
      }
      let span = (until - now).nanoseconds
      // No overflow: what a piece takes off is less than what is left, and work is at most an hour, 3.6e18.
      if speed > 0, case let needed = (left - 1) / speed + 1, needed <= span {
        leave(row, at: now + SimulationTime(nanoseconds: needed), since: begin, &tasks)
        return true
      }
      left -= speed * span
      now = until
      current += 1
    }
    busy = busy + (speeds.end - begin)
    return false
  }

  private mutating func leave(
    _ row: Int32, at end: SimulationTime, since begin: SimulationTime, _ tasks: inout TasksInFlight
  ) {
    busy = busy + (end - begin)
    free = end
    left = 0
    tasks[row].leaves = end
    tasks[row].phase = .serving
    noteDeparture(end)
  }

  private mutating func noteDeparture(_ time: SimulationTime) {
    if limit != nil { departures.append(time) }
  }

  private mutating func stall(_ row: Int32, _ tasks: inout TasksInFlight) {
    let hasBegun = firstStalled < 0 && left > 0
    if !hasBegun { tasks[row].started = SimulationTime(nanoseconds: .max) }
    tasks[row].phase = .stalled
    tasks[row].next = -1
    if firstStalled < 0 { firstStalled = row } else { tasks[lastStalled].next = row }
    lastStalled = row
    stalledCount += 1
  }
}
