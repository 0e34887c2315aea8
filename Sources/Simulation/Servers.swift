import EdgeModel

/// The FIFO servers of all nodes, with deterministic service.
///
/// Service never depends on what comes later, so a queue is one number, the instant its last task leaves it: a task
/// that arrives knows at once when it will start and finish. Complexity per task: O(1). Where speeds change or tasks are
/// dropped, a `Station` stands for the number, in all nodes of the layer.
struct Servers: Sendable, Codable {
  /// Service time of each node at nominal speed, rounded to whole nanoseconds once; 0 for a device that only sends.
  let service: [SimulationTime]
  /// When each server will have finished everything that has arrived so far; of a station, as far as that is known.
  var free: [SimulationTime]
  /// Whether the nodes of each layer are stations.
  let hasStations: [Bool]
  /// By node; empty when no layer has stations.
  private(set) var stations: [Station]
  private let nodes: [Range<Int>]
  /// The speeds of the slot under way.
  private var speeds: SpeedWindow

  /// Idle servers of `network`.
  init(_ network: Network, _ rules: DropRules) {
    let service = network.serviceSeconds.map { SimulationTime(seconds: $0) }
    let hasStations = network.layers.indices.map { rules.concerns($0) }
    self.service = service
    self.hasStations = hasStations
    free = service.map { _ in SimulationTime(nanoseconds: .min) }
    nodes = network.layers.indices.map { network.nodes(of: $0) }
    speeds = SpeedWindow(start: .zero, end: SimulationTime(nanoseconds: 1), nodeCount: network.nodeCount)
    let needsStations = hasStations.contains(true)
    stations = (needsStations ? 0..<network.nodeCount : 0..<0).map { node in
      let layer = network.layerOfNode[node]
      return Station(
        service: hasStations[layer] ? service[node] : .zero, limit: rules.queueLimit[layer],
        losesQueue: rules.losesQueue[node], deadline: rules.deadline)
    }
  }

  /// Takes in a task that arrives at `node`, in a layer without stations; calls come in order of (arrival, task).
  ///
  /// - Returns: When its service starts and finishes.
  mutating func serve(at node: Int, arrived: SimulationTime) -> (
    started: SimulationTime, finished: SimulationTime
  ) {
    let started = max(arrived, free[node])
    let finished = started + service[node]
    free[node] = finished
    return (started, finished)
  }

  /// Takes in the task in `row`, which arrives at its node in a layer of stations; calls come in order of (arrival, task).
  ///
  /// - Returns: Whether it is known what becomes of it.
  mutating func admit(_ row: Int32, _ tasks: inout TasksInFlight) -> Bool {
    let node = Int(tasks[row].node)
    defer { free[node] = stations[node].expectedFree(slotEnd: speeds.end) }
    return stations[node].admit(row, at: node, &tasks, speeds)
  }

  /// The service time that `node` has to be expected to take, at the speed in force at `time` of the slot under way, before it
  /// the first of the slot; nil while the server has failed.
  func expectedService(at node: Int, _ time: SimulationTime) -> SimulationTime? {
    let speed = speeds.millionths(of: node, at: time)
    guard speed > 0 else { return nil }
    guard speed != SpeedWindow.nominal else { return service[node] }
    let nanoseconds = service[node].nanoseconds.multipliedFullWidth(by: SpeedWindow.nominal)
    return SimulationTime(nanoseconds: speed.dividingFullWidth(nanoseconds).quotient)
  }

  /// Goes on with the tasks of stations whose end was beyond the last window, now that `window` is known; appends to
  /// `settled` the rows of those of whom it is known what becomes of them, those of one node in the order in which they
  /// leave it.
  mutating func open(_ window: SpeedWindow, _ tasks: inout TasksInFlight, settled: inout [Int32]) {
    guard !stations.isEmpty else { return }
    speeds = window
    for layer in hasStations.indices where hasStations[layer] {
      for node in nodes[layer] {
        stations[node].open(at: node, &tasks, speeds, settled: &settled)
        free[node] = stations[node].expectedFree(slotEnd: speeds.end)
      }
    }
  }
}
