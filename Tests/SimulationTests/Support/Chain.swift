import EdgeModel
import Simulation

/// The smallest networks: one device, then one server per stage; every stage but the last can exit.
struct Chain {
  var serviceMilliseconds: [Double]
  var deviceMilliseconds = 0.0
  /// 1 Mbit, which takes 1 s at 1 Mbit/s.
  var inputBytes = 125_000.0
  var propagationMilliseconds = 0.0
  var devices = 1

  /// The thresholds that plans choose from, before "never exit".
  static let thresholds = [0.0, 0.25, 0.5, 0.75]
  static let neverExit = thresholds.count

  /// 100 samples; number k has confidence k/100 at every stage and is right if it is even.
  static func profile(stages: Int) -> ExitProfile {
    let confidence = (0..<100).map { Double($0) / 100 }
    let isCorrect = (0..<100).map { $0.isMultiple(of: 2) }
    let exit = ExitProfile.Stage(confidence: confidence, isCorrect: isCorrect)
    return ExitProfile(
      stages: Array(repeating: exit, count: stages - 1) + [.init(confidence: nil, isCorrect: isCorrect)])
  }

  var profile: ExitProfile { Self.profile(stages: serviceMilliseconds.count) }

  var network: Network {
    let profile = profile
    let device = Layer(
      serviceSeconds: Array(repeating: deviceMilliseconds / 1e3, count: devices), inputBytes: 0, exit: .none)
    let stages = serviceMilliseconds.enumerated().map { index, service in
      Layer(
        serviceSeconds: [service / 1e3], inputBytes: inputBytes,
        exit: profile.exit(ofStage: index + 1, thresholds: Self.thresholds))
    }
    let arcs = ([devices] + stages.dropLast().map { _ in 1 }).map { tails in
      (0..<tails).map { Network.Arc(tail: $0, head: 0, propagationSeconds: propagationMilliseconds / 1e3) }
    }
    return Network(layers: [device] + stages, arcs: arcs)
  }

  /// Everything goes the only way; every exit at `level`.
  func plan(level: Int = neverExit) -> OffloadingPlan {
    let network = network
    var plan = OffloadingPlan.uniform(on: network)
    for node in 0..<network.nodeCount where network.exit(at: node).table != nil { plan.level[node] = level }
    return plan
  }

  func world(
    _ model: LinkModel = .queue, seed: UInt64 = 1, engine: SimulationEngine = .layers
  ) -> World {
    World(network: network, linkModel: model, profile: profile, seed: seed, engine: engine)
  }

  /// What happens when `arrivals` meet constant rates in one window of `length`.
  func run(
    _ model: LinkModel = .queue, _ arrivals: [TaskArrival], bitsPerSecond: Double = 1e6,
    level: Int = neverExit,
    length: SimulationTime = seconds(100)
  ) -> Journal {
    var world = world(model), journal = Journal()
    let rates = [Double](repeating: bitsPerSecond, count: network.arcCount)
    world.advance(
      through: RateWindow(start: .zero, end: length, bitsPerSecond: rates), arrivals: arrivals,
      plan: plan(level: level), observer: &journal)
    return journal
  }
}

/// A task at device 0 whose sample never exits early at a threshold above 0.
func arrival(_ task: Int, at time: SimulationTime, sample: Int = 0, device: Int = 0) -> TaskArrival {
  TaskArrival(task: task, device: device, time: time, sample: sample)
}
