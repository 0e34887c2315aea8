import CounterRandom
import EdgeModel
import Foundation
import Simulation

/// A random network with random arrivals, rates and outages, all from one seed.
///
/// Odd seeds live on a grid of whole milliseconds, so that many things happen at the same instant.
struct RandomScenario {
  let seed: UInt64
  let linkModel: LinkModel
  let horizon = seconds(12)
  private(set) var network: Network
  private(set) var profile: ExitProfile
  private(set) var arrivals: [TaskArrival] = []
  /// By arc: the instants from which a rate holds, the first 0, and the rates in whole bit/s.
  private(set) var rates: [[(time: SimulationTime, bitsPerSecond: Double)]] = []
  /// When tasks are dropped; nil is never.
  private(set) var rules: DropRules?
  /// By node: the instants from which a speed holds, the first 0, and the factors; empty for nominal speed.
  private(set) var speeds: [[(time: SimulationTime, factor: Double)]] = []

  var isOnGrid: Bool { !seed.isMultiple(of: 2) }

  /// - Parameters:
  ///   - ratesChange: Whether rates change and links fail.
  ///   - stages: How many stages; drawn from 2 to 4 when nil.
  ///   - load: The utilisation of the servers, all tasks going on, give or take a fifth; drawn when nil.
  ///   - drops: Whether speeds change, servers fail, and queues have limits and tasks deadlines, each here and there.
  init(
    seed: UInt64, linkModel: LinkModel, ratesChange: Bool = true, stages given: Int? = nil,
    load: Double? = nil, drops: Bool = false
  ) {
    self.seed = seed
    self.linkModel = linkModel
    var draws = Draws(seed: seed)
    let stages = given ?? 2 + draws.integer(below: 3)
    profile = Self.profile(stages: stages, &draws)
    network = Self.network(stages: stages, profile, isOnGrid: !seed.isMultiple(of: 2), load, &draws)
    arrivals = makeArrivals(&draws)
    rates = (0..<network.arcCount).map { _ in makeRates(ratesChange, &draws) }
    speeds = [[(time: SimulationTime, factor: Double)]](repeating: [], count: network.nodeCount)
    if drops { makeRules(&draws) }
  }

  private mutating func makeRules(_ draws: inout Draws) {
    var rules = DropRules(layerCount: network.layers.count, nodeCount: network.nodeCount)
    for layer in network.layers.indices {
      rules.changesSpeed[layer] = draws.uniform() < 0.6
      if draws.uniform() < 0.4 { rules.queueLimit[layer] = 1 + draws.integer(below: 8) }
      for node in network.nodes(of: layer) where rules.changesSpeed[layer] && draws.uniform() < 0.8 {
        rules.losesQueue[node] = draws.uniform() < 0.5
        speeds[node] = makeSpeeds(&draws)
      }
    }
    if draws.uniform() < 0.5 { rules.deadline = milliseconds(100 + Int64(draws.integer(below: 900))) }
    self.rules = rules
  }

  private func makeSpeeds(_ draws: inout Draws) -> [(time: SimulationTime, factor: Double)] {
    var time = SimulationTime.zero, pieces: [(time: SimulationTime, factor: Double)] = []
    while time < horizon {
      let factor = isOnGrid ? [0.25, 0.5, 1, 2][draws.integer(below: 4)] : 0.1 + 1.9 * draws.uniform()
      pieces.append((time, draws.uniform() < 0.2 ? 0 : (factor * 1e6).rounded() / 1e6))
      time = time + milliseconds(20 + Int64(draws.integer(below: 1500)))
    }
    return pieces
  }

  /// Confidences that rise from stage to stage, and answers that are right with that probability.
  private static func profile(stages: Int, _ draws: inout Draws) -> ExitProfile {
    let ease = (0..<200).map { _ in draws.uniform() }
    return ExitProfile(
      stages: (1...stages).map { stage in
        let confidence = ease.map { $0 + (1 - $0) * draws.uniform() * Double(stage) / Double(stages) }
        return .init(
          confidence: stage < stages ? confidence : nil, isCorrect: confidence.map { $0 > draws.uniform() })
      })
  }

  private static func network(
    stages: Int, _ profile: ExitProfile, isOnGrid: Bool, _ load: Double?,
    _ draws: inout Draws
  ) -> Network {
    var layers: [Layer] = []
    for stage in 0...stages {
      let nodes = stage == 0 ? 5 : 2 + draws.integer(below: 3)
      let service = (0..<nodes).map { _ in
        if stage == 0 && draws.uniform() < 0.5 { return 0.0 }
        // 50 tasks a second to 2 to 4 servers: some stages are idle, some loaded to 1.2.
        let share = draws.uniform()
        let milliseconds = load.map { 20 * Double(nodes) * $0 * (0.8 + 0.4 * share) } ?? 5 + 45 * share
        return (isOnGrid ? milliseconds.rounded() : milliseconds) / 1e3
      }
      let exit = stage == 0 ? .none : profile.exit(ofStage: stage, thresholds: [0.3, 0.6, 0.9])
      layers.append(Layer(serviceSeconds: service, inputBytes: stage == 0 ? 0 : 1000, exit: exit))
    }
    let arcs = (0..<stages).map { stage in
      (0..<layers[stage].serviceSeconds.count).flatMap { tail in
        let heads = layers[stage + 1].serviceSeconds.count
        let sure = draws.integer(below: heads)
        return (0..<heads).filter { $0 == sure || draws.uniform() < 0.6 }.map { head in
          Network.Arc(tail: tail, head: head, propagationSeconds: Double(draws.integer(below: 3)) / 1e3)
        }
      }
    }
    return Network(layers: layers, arcs: arcs)
  }

  private func makeArrivals(_ draws: inout Draws) -> [TaskArrival] {
    var entries: [(time: SimulationTime, device: Int, sample: Int)] = []
    for device in 0..<network.deviceCount {
      var time = draws.exponential(mean: 0.1)
      while time < horizon.seconds {
        let exact = SimulationTime(seconds: time)
        let onGrid = milliseconds(exact.nanoseconds / 1_000_000)
        entries.append((isOnGrid ? onGrid : exact, device, draws.integer(below: profile.sampleCount)))
        time += draws.exponential(mean: 0.1)
      }
    }
    entries.sort { ($0.time, $0.device) < ($1.time, $1.device) }
    return entries.enumerated().map {
      TaskArrival(
        task: $0.offset, device: $0.element.device, time: $0.element.time, sample: $0.element.sample)
    }
  }

  private func makeRates(
    _ change: Bool, _ draws: inout Draws
  ) -> [(time: SimulationTime, bitsPerSecond: Double)] {
    // 8,000 bits at these rates take 2 to 80 ms.
    var time = SimulationTime.zero
    var pieces: [(time: SimulationTime, bitsPerSecond: Double)] = []
    while time < horizon {
      let bits = isOnGrid ? 8e6 / Double(2 + draws.integer(below: 40)) : 1e5 + 3.9e6 * draws.uniform()
      pieces.append((time, change && draws.uniform() < 0.15 ? 0 : bits.rounded()))
      guard change else { break }
      time = time + milliseconds(50 + Int64(draws.integer(below: 2000)))
    }
    return pieces
  }

  /// A plan with random probabilities, some of them 0, and random thresholds.
  func plan(_ number: UInt64) -> OffloadingPlan {
    var draws = Draws(seed: seed &* 1000 &+ number &+ 1)
    let weight = (0..<network.arcCount).map { _ in max(0, draws.uniform() - 0.2) }
    var plan = OffloadingPlan.weighted(on: network) { weight[$0] }
    for node in 0..<network.nodeCount {
      if let table = network.exit(at: node).table {
        plan.level[node] = draws.integer(below: table.thresholds.count)
      }
    }
    return plan
  }

  /// The rates of [start, end).
  func window(_ start: SimulationTime, _ end: SimulationTime) -> RateWindow {
    var first = [0], time: [SimulationTime] = [], bitsPerSecond: [Double] = []
    for pieces in rates {
      let before = pieces.lastIndex { $0.time <= start } ?? 0
      for piece in pieces[before...] where piece.time < end {
        time.append(max(piece.time, start))
        bitsPerSecond.append(piece.bitsPerSecond)
      }
      first.append(time.count)
    }
    return RateWindow(start: start, end: end, first: first, time: time, bitsPerSecond: bitsPerSecond)
  }

  /// The speeds of [start, end).
  func speedWindow(_ start: SimulationTime, _ end: SimulationTime) -> SpeedWindow {
    var first = [0], time: [SimulationTime] = [], factor: [Double] = []
    for pieces in speeds {
      let before = pieces.lastIndex { $0.time <= start } ?? 0
      for piece in pieces.dropFirst(before) where piece.time < end {
        time.append(max(piece.time, start))
        factor.append(piece.factor)
      }
      first.append(time.count)
    }
    return SpeedWindow(start: start, end: end, first: first, time: time, factor: factor)
  }

  /// Simulates until the horizon in slots of `slot`, the last one shorter, and returns what was seen and what is
  /// left.
  func run(
    slot: SimulationTime? = nil, engine: SimulationEngine = .events, windowTasks: Int = 2048,
    observesQueues: Bool = false, dispatch: DispatchRule = .byStrategy,
    plan: (Int) -> OffloadingPlan
  ) -> (journal: Journal, world: World, measured: [SlotVisits]) {
    var world = World(
      network: network, linkModel: linkModel, profile: profile, rules: rules, seed: seed, engine: engine,
      observesQueues: observesQueues, windowTasks: windowTasks)
    var journal = Journal(), start = SimulationTime.zero, number = 0, measured: [SlotVisits] = []
    while start < horizon {
      let end = min(start + (slot ?? horizon), horizon)
      world.advance(
        through: window(start, end), speeds: rules == nil ? nil : speedWindow(start, end),
        arrivals: arrivals.filter { $0.time >= start && $0.time < end },
        plan: plan(number), dispatch: dispatch, observer: &journal)
      measured.append(world.visits)
      (start, number) = (end, number + 1)
    }
    return (journal, world, measured)
  }
}

/// Random numbers in order, for building scenarios.
struct Draws {
  private let random: CounterRandom
  private var counter: UInt64 = 0

  init(seed: UInt64) { random = CounterRandom(seed: seed, stream: .synthesis) }

  mutating func uniform() -> Double {
    counter += 1
    return random.uniform(counter)
  }

  mutating func integer(below bound: Int) -> Int {
    counter += 1
    return random.integer(counter, below: bound)
  }

  mutating func exponential(mean: Double) -> Double { -mean * log(1 - uniform()) }
}
