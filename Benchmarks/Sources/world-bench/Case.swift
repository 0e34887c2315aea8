import EdgeModel
import Simulation

/// A network of stages at one utilisation, with Poisson arrivals, equal split and links of constant rate.
struct BenchmarkCase {
  /// Its name on the command line and in the table.
  var name: String
  var sources: Int
  /// Servers per stage, and what a task takes there in s.
  var servers: [Int]
  var serviceSeconds: [Double]
  /// How many neighbouring servers a node sends to; nil is all.
  var degree: Int?
  /// Tasks per second of all sources together.
  var tasksPerSecond: Double
  /// Length of a slot in s.
  var slotSeconds: Double
  var linkModel = LinkModel.delay
  /// The share of tasks that exit at every stage but the last.
  var exitShare = 0.0

  /// Samples of the profile: as many as the demo's.
  static let samples = 8276
  /// Every task is 8 kbit on links of 100 Mbit/s with 1 ms of propagation.
  static let bitsPerSecond = 100e6

  /// Confidences that are spread evenly, in an order without pattern, different at each stage.
  var profile: ExitProfile {
    ExitProfile(
      stages: servers.indices.map { stage in
        let confidence = (0..<Self.samples).map { sample in
          Double((sample &* 40_503 &+ stage &* 2_531) % Self.samples) / Double(Self.samples)
        }
        let isCorrect = (0..<Self.samples).map { ($0 &* 7 &+ stage) % 10 < 8 + stage }
        return .init(confidence: stage + 1 < servers.count ? confidence : nil, isCorrect: isCorrect)
      })
  }

  /// The network, thresholds at 1 − `exitShare` in every stage that has a choice.
  func network(_ profile: ExitProfile) -> Network {
    var layers = [
      Layer(serviceSeconds: [Double](repeating: 0, count: sources), inputBytes: 0, exit: .none)
    ]
    for (index, count) in servers.enumerated() {
      layers.append(
        Layer(
          serviceSeconds: [Double](repeating: serviceSeconds[index], count: count), inputBytes: 1000,
          exit: profile.exit(ofStage: index + 1, thresholds: [1 - exitShare])))
    }
    let arcs = servers.indices.map { stage in
      let tails = layers[stage].serviceSeconds.count, heads = servers[stage]
      return (0..<tails).flatMap { tail in
        (0..<min(degree ?? heads, heads)).map { (tail * heads / tails + $0) % heads }.sorted()
          .map { Network.Arc(tail: tail, head: $0, propagationSeconds: 0.001) }
      }
    }
    return Network(layers: layers, arcs: arcs)
  }

  /// Equal split and the first threshold everywhere.
  func plan(_ network: Network) -> OffloadingPlan {
    OffloadingPlan(
      probability: OffloadingPlan.uniform(on: network).probability,
      level: [Int](repeating: 0, count: network.nodeCount))
  }
}
