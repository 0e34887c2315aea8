package import EdgeModel
import HeapModule
import StateCoding

/// The network with every task in it: Model section 8.
///
/// Servers are FIFO with deterministic service, links are FIFO or pure delays on the true rates, tasks exit by the
/// confidence of their sample. What task n meets by chance, its routing draws, is a function of (seed, n, hop), so
/// two worlds with one seed differ only by their plans. Queues, transmissions and services carry over from slot to
/// slot; nothing is dropped but by `DropRules`.
///
/// Which of two engines works it out does not show in the result. Memory is proportional to the network and to the
/// largest number of tasks in flight at once.
package struct World: Sendable, Codable {
  private let sharedNetwork: Shared<Network>
  var network: Network { @inline(__always) _read { yield sharedNetwork.value } }
  let engine: SimulationEngine
  /// Whether tasks may be dispatched by queues.
  let observesQueues: Bool
  var servers: Servers
  var links: Links
  var routing: Routing
  var exits: ExitRule
  /// How receivers are found in the slot under way where not by the strategy.
  var leastDelay: LeastDelay?
  /// What senders know of queues; empty unless tasks may be dispatched by them.
  var queueView: QueueView
  var tasks = TasksInFlight()
  var outbox = Outbox()
  /// The rows of tasks whose transmission or service goes on when a window opens; a buffer.
  var resumed: [Int32] = []
  /// With the engine `events`: the next event of every task in flight that is not held by its link.
  var events = Heap<EventKey>()
  /// With the engine `layers`: where the tasks in flight are.
  var queues: LayerQueues
  /// The visits that ended in the last slot, and how busy nodes were.
  package internal(set) var visits: SlotVisits
  /// The end of the last window; nil before the first.
  package private(set) var now: SimulationTime?

  /// An empty world.
  ///
  /// - Parameters:
  ///   - profile: One stage per layer after the devices, with confidences where the layer has thresholds.
  ///   - rules: When tasks are dropped, and which layers have servers whose speed changes; nil is never, and none.
  ///   - seed: The seed of the routing draws.
  ///   - observesQueues: Whether tasks may be dispatched by queues; it then runs on `events`, whatever `engine` says.
  ///   - windowTasks: How many tasks the engine `layers` wants to enter per window; no part of the result.
  package init(
    network: Network, linkModel: LinkModel, profile: ExitProfile, rules: DropRules? = nil, seed: UInt64,
    engine: SimulationEngine = .layers, observesQueues: Bool = false,
    windowTasks: Int = LayerQueues.windowTasks
  ) {
    sharedNetwork = Shared(network)
    self.engine = observesQueues ? .events : engine
    self.observesQueues = observesQueues
    queueView = QueueView(network, isUsed: observesQueues)
    let rules = rules ?? DropRules(layerCount: network.layers.count, nodeCount: network.nodeCount)
    precondition(
      rules.queueLimit.count == network.layers.count && rules.changesSpeed.count == network.layers.count
        && rules.losesQueue.count == network.nodeCount, "rules for another network")
    servers = Servers(network, rules)
    links = Links(network, model: linkModel)
    routing = Routing(network, seed: seed)
    exits = ExitRule(network, profile)
    queues = LayerQueues(network, windowTasks: windowTasks)
    visits = SlotVisits(layerCount: network.layers.count, nodeCount: network.nodeCount)
  }

  /// The number of tasks that have entered and not left.
  package var inFlightCount: Int { tasks.count }

  /// Simulates one slot, [window.start, window.end), with `plan` and `dispatch` in force.
  ///
  /// Events at exactly `window.end` belong to the next slot, whose plan decides about them.
  ///
  /// - Parameters:
  ///   - speeds: The speeds of servers; nil is their nominal speed.
  ///   - arrivals: The tasks that enter during the slot, ordered by (time, task).
  ///   - observer: Told of every visit and task that ends during the slot.
  /// - Precondition: The window continues where the last one ended; speeds are of the same slot and change in layers of
  ///   which the rules say so only; arrivals are in order and inside it; the probabilities of the plan sum to 1; only a
  ///   world that observes queues is asked to dispatch by them.
  /// - Complexity: See `SimulationEngine`, and O(network) per slot.
  package mutating func advance(
    through window: RateWindow, speeds: SpeedWindow? = nil, arrivals: [TaskArrival], plan: OffloadingPlan,
    dispatch: DispatchRule = .byStrategy, observer: inout some WorldObserver
  ) {
    precondition(
      now == nil || now == window.start, "a slot at \(window.start.seconds) s does not continue the last")
    precondition(
      window.arcCount == network.arcCount, "rates of \(window.arcCount) arcs, not \(network.arcCount)")
    check(arrivals, window)
    routing.adopt(plan, on: network)
    exits.adopt(plan, on: network)
    adopt(dispatch)
    outbox.keepsVisits = observer.keepsVisits
    let speeds =
      speeds ?? SpeedWindow(start: window.start, end: window.end, nodeCount: network.nodeCount)
    check(speeds, window)
    beginVisits(at: window.start)
    switch engine {
    case .events: runEvents(window, speeds, arrivals, &observer)
    case .layers: runLayers(window, speeds, arrivals, &observer)
    }
    outbox.flush(to: &observer)
    endVisits(at: window.end)
    now = window.end
  }

  private mutating func adopt(_ dispatch: DispatchRule) {
    leastDelay = nil
    guard case .leastDelay(let rule) = dispatch else { return }
    leastDelay = rule
    precondition(observesQueues, "dispatch by queues in a world that does not observe them")
    queueView.servers.delay = SimulationTime(seconds: rule.informationDelaySeconds)
  }

  private func check(_ speeds: SpeedWindow, _ window: RateWindow) {
    precondition(
      speeds.start == window.start && speeds.end == window.end && speeds.nodeCount == network.nodeCount,
      "speeds of another slot or network")
    for layer in network.layers.indices where !servers.hasStations[layer] {
      precondition(
        !network.nodes(of: layer).contains { speeds.varies($0) },
        "no rule says that layer \(layer) changes speed")
    }
  }

  private func check(_ arrivals: [TaskArrival], _ window: RateWindow) {
    let devices = 0..<network.deviceCount  // asked once: it costs a copy of the network's references
    var last = EventKey.start(of: window.start)
    for arrival in arrivals {
      let key = EventKey(time: arrival.time, task: arrival.task, row: -1)
      precondition(
        last < key, "task \(arrival.task) at \(arrival.time.seconds) s is out of order or its slot")
      precondition(devices.contains(arrival.device), "no device \(arrival.device)")
      precondition(exits.hasSample(arrival.sample), "the profile has no sample \(arrival.sample)")
      last = key
    }
    precondition(last < .start(of: window.end), "an arrival at \(last.time.seconds) s is not inside its slot")
  }

  /// The task in `row` is dropped at its station.
  mutating func drop(_ row: Int32) {
    let task = tasks[row]
    if outbox.keepsVisits { outbox.add(droppedVisit(of: task)) }
    tasks.remove(row)
    outbox.add(dropped(task))
  }
}
