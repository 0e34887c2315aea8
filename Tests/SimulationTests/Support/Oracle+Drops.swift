import EdgeModel
import Simulation

/// A server whose speed changes and that drops tasks, event by event: who is there, and what is left of the first one.
struct OracleServer {
  let service: SimulationTime
  let limit: Int?
  let losesQueue: Bool
  let deadline: SimulationTime?
  /// Everybody in the system in order of arrival, by index into `visits`.
  private var queue: [Int] = []
  private var hasBegun = false
  /// What is left of the first one, in millionths of a nanosecond.
  private var left: Int128 = 0
  private var now = SimulationTime.zero
  private var speed: Int128 = 1_000_000
  private(set) var visits: [Visit] = []

  init(service: SimulationTime, limit: Int?, losesQueue: Bool, deadline: SimulationTime?) {
    self.service = service
    self.limit = limit
    self.losesQueue = losesQueue
    self.deadline = deadline
  }

  /// All visits, when `arrivals` come with the instants at which their tasks entered, in order, and speeds change as
  /// `pieces` say.
  mutating func run(
    _ arrivals: [(visit: Visit, entered: SimulationTime)], _ pieces: [(time: SimulationTime, factor: Double)]
  ) -> [Visit] {
    var pieces = pieces[...], entered: [SimulationTime] = []
    for (visit, entry) in arrivals {
      let arrived = visit.arrived ?? .zero
      while let piece = pieces.first, piece.time <= arrived {
        advance(to: piece.time, entered)
        change(to: piece.factor, at: piece.time)
        pieces.removeFirst()
      }
      advance(to: arrived, entered)
      takeUp(entered)
      visits.append(visit)
      entered.append(entry)
      join(visits.count - 1, at: arrived)
    }
    for piece in pieces {
      advance(to: piece.time, entered)
      change(to: piece.factor, at: piece.time)
    }
    advance(to: seconds(1_000_000), entered)
    return visits
  }

  private mutating func join(_ index: Int, at time: SimulationTime) {
    if let limit, queue.count >= limit {
      visits[index].dropped = time
    } else if losesQueue && speed == 0 {
      visits[index].dropped = time
    } else {
      queue.append(index)
    }
  }

  private mutating func change(to factor: Double, at time: SimulationTime) {
    speed = Int128((factor * 1e6).rounded())
    guard losesQueue && speed == 0 else { return }
    for index in queue { visits[index].dropped = time }
    queue = []
    hasBegun = false
  }

  /// Lets time pass; whoever could begin at `time` itself has not.
  private mutating func advance(to time: SimulationTime, _ entered: [SimulationTime]) {
    while !queue.isEmpty, now < time || hasBegun {
      takeUp(entered)
      guard let first = queue.first else { break }
      let needed = speed > 0 ? (left + speed - 1) / speed : .max
      guard needed <= Int128((time - now).nanoseconds) else {
        left -= speed * Int128((time - now).nanoseconds)
        now = time
        return
      }
      now = now + SimulationTime(nanoseconds: Int64(needed))
      visits[first].finished = now
      queue.removeFirst()
      hasBegun = false
    }
    if queue.isEmpty { now = time }
  }

  /// Begins the first task, now, unless one is in service; those whose deadline has passed are dropped.
  private mutating func takeUp(_ entered: [SimulationTime]) {
    while !hasBegun, let first = queue.first {
      if let deadline, now > entered[first] + deadline {
        visits[first].dropped = now
        queue.removeFirst()
      } else {
        visits[first].started = now
        left = Int128(service.nanoseconds) * 1_000_000
        hasBegun = true
      }
    }
  }
}
