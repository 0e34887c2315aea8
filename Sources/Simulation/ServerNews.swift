import EdgeModel

/// What is known of the work at servers when news takes a while.
///
/// Per server the arrivals since then, each with the instant at which all work that had arrived would be done. Calls come
/// in order of time; memory is proportional to the tasks that arrive in the delay.
struct ServerNews: Sendable, Codable {
  private struct Arrival: Sendable, Codable {
    var time: SimulationTime
    var free: SimulationTime
  }

  private struct Log: Sendable, Codable {
    var arrivals: [Arrival] = []
    /// The latest arrival that is known of; those before it are of no use.
    var known = 0
  }

  private var logs: [Log]
  /// How old news is.
  var delay = SimulationTime.zero

  /// Servers at which nothing has arrived.
  init(nodeCount: Int) { logs = [Log](repeating: Log(), count: nodeCount) }

  /// Notes that a task has arrived at `node` at `time`, whose work will be done at `free`.
  mutating func note(_ node: Int, at time: SimulationTime, free: SimulationTime) {
    guard delay > .zero else { return }
    logs[node].arrivals.append(Arrival(time: time, free: free))
    forget(node, before: time - delay)
  }

  /// How long `node` had to work on at the instant that is known at `now`; `free` is what is true now.
  mutating func work(at node: Int, now: SimulationTime, free: SimulationTime) -> SimulationTime {
    guard delay > .zero else { return free > now ? free - now : .zero }
    let instant = now - delay
    forget(node, before: instant)
    guard logs[node].known < logs[node].arrivals.count else { return .zero }
    let latest = logs[node].arrivals[logs[node].known]
    return latest.time <= instant && latest.free > instant ? latest.free - instant : .zero
  }

  /// Moves on to the latest arrival at or before `instant`.
  private mutating func forget(_ node: Int, before instant: SimulationTime) {
    var known = logs[node].known
    while known + 1 < logs[node].arrivals.count, logs[node].arrivals[known + 1].time <= instant { known += 1 }
    logs[node].known = known
    if known > 64, 2 * known > logs[node].arrivals.count {
      logs[node].arrivals.removeFirst(known)
      logs[node].known = 0
    }
  }
}
