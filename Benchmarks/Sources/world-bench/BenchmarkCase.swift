import EdgeModel
import Simulation

/// A network of stages at one utilisation, with Poisson arrivals, equal split and links of constant rate.
struct BenchmarkCase: Sendable {
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

  /// 50 sources, 8-8-4 servers at utilisation 0.7, no task exits early though every exit is asked.
  static let small = BenchmarkCase(
    name: "small", sources: 50, servers: [8, 8, 4], serviceSeconds: [0.112, 0.112, 0.056], degree: nil,
    tasksPerSecond: 50, slotSeconds: 1000)

  /// The same with FIFO links.
  static var smallQueue: BenchmarkCase {
    var benchmark = small
    benchmark.name = "small-queue"
    benchmark.linkModel = .queue
    return benchmark
  }

  /// The same with a third of the tasks leaving at each of the first two stages.
  static var smallExits: BenchmarkCase {
    var benchmark = small
    benchmark.name = "small-exits"
    benchmark.exitShare = 0.33
    return benchmark
  }

  /// The same in slots of 5 s, as the demo has: 250 tasks each.
  static var smallSlots: BenchmarkCase {
    var benchmark = small
    benchmark.name = "small-slots"
    benchmark.slotSeconds = 5
    return benchmark
  }

  /// 2000 sources and three stages of 200 servers at utilisation 0.7, every node sending to its 8 nearest servers.
  static let city = BenchmarkCase(
    name: "city", sources: 2000, servers: [200, 200, 200], serviceSeconds: [0.112, 0.112, 0.112], degree: 8,
    tasksPerSecond: 1250, slotSeconds: 100)

  static let all = [small, smallQueue, smallExits, smallSlots, city]
}
