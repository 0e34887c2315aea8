import Controllers
import CounterRandom
import EdgeModel
import Replay
import TestSupport

/// One problem of the survey.
struct SurveyCase: Sendable {
  let network: String
  let load: Double
  /// The change since the plan that a warm start begins with, nil for a cold start.
  let change: Change?
  let problem: DecisionProblem

  /// How rates and bandwidths change between two slots.
  struct Change: Sendable {
    let size: Double
    /// Whether everything changes by the same factor: a surge.
    let isCorrelated: Bool
    var name: String { "\(isCorrelated ? "surge" : "independent") \(Int(size * 100)) %" }
  }

  static let loads = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.05]
  static let instances = ["demo-light", "demo-queue", "demo-delay", "district-300", "city-2000"]
  static let randomNetworks = 20
  static let changes = [false, true].flatMap { correlated in
    [0.05, 0.2, 0.5].map { Change(size: $0, isCorrelated: correlated) }
  }

  /// All cold cases: the instances of `folder` that are there, and random networks, half of them with queues as links, all
  /// scaled to every load.
  static func cold(instancesIn folder: String) -> [SurveyCase] {
    let known = instances.compactMap { name in
      (try? InstanceFile.read("\(folder)/\(name).json")).map { (name, $0) }
    }
    let random = (0..<randomNetworks).map { seed in
      (
        "random-\(seed)",
        RandomProblem.make(seed: UInt64(seed), linkModel: seed.isMultiple(of: 2) ? .delay : .queue)
      )
    }
    return (known + random).flatMap { name, problem in
      loads.map { SurveyCase(network: name, load: $0, change: nil, problem: problem.scaled(toLoad: $0)) }
    }
  }

  /// The case after `change`: independently, every rate and bandwidth by a factor from 1 − size to 1 + size; in a surge, all
  /// rates by 1 + size and all bandwidths by 1 − size.
  func changed(_ change: Change, seed: UInt64) -> SurveyCase {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    var changed = problem
    var counter: UInt64 = 0
    func factor(_ surge: Double) -> Double {
      counter += 1
      return 1 + change.size * (change.isCorrelated ? surge : 2 * random.uniform(counter) - 1)
    }
    for device in changed.conditions.arrivalRate.indices {
      changed.conditions.arrivalRate[device] *= factor(1)
    }
    for arc in changed.conditions.transmissionSeconds.indices {
      changed.conditions.transmissionSeconds[arc] /= factor(-1)
    }
    return SurveyCase(network: network, load: load, change: change, problem: changed)
  }

  /// Whether a round is so long that it is tried with one size of each rule only, for fewer rounds, and cold.
  var isLarge: Bool { problem.network.arcCount > 10_000 }

  /// Rounds that a run may take.
  var mostRounds: Int { change != nil ? 30 : isLarge ? 40 : 120 }
}

extension DecisionProblem {
  /// The problem with all arrival rates scaled so that the fullest layer, its work spread evenly over its capacity, has a
  /// utilisation of `load` at middle thresholds.
  func scaled(toLoad load: Double) -> DecisionProblem {
    let plan = OffloadingPlan.weighted(on: network) { network.speedWeight(ofArc: $0) }
    let flows = Flows(self, plan)
    let fullest = network.layers.indices.dropFirst().map { layer in
      let nodes = network.nodes(of: layer)
      let inflow = nodes.reduce(0) { $0 + flows.inflow[$1].total }
      return inflow / nodes.reduce(0) { $0 + 1 / network.serviceSeconds[$1] }
    }
    var scaled = self
    let factor = load / (fullest.max() ?? 1)
    for device in scaled.conditions.arrivalRate.indices { scaled.conditions.arrivalRate[device] *= factor }
    return scaled
  }
}
