internal import Controllers
internal import CounterRandom
internal import EdgeModel

/// A network of a million arcs: 100,000 cells with 8 arcs each to the first of three stages of 1,000 servers, 100 arcs from
/// each server to the next stage.
enum MillionArcs {
  private static let cells = 100_000, servers = 1000, rounds = 20

  /// A table of the times of a warm decision, by rule and number of threads.
  ///
  /// - Parameter exits: Layers whose exits and speeds are taken over.
  static func table(exits: [Layer]) async throws -> String {
    let problem = problem(exits), arcs = problem.network.arcCount
    let changed = WarmStart.changed(problem, .independent, 1)
    let bandwidth = [
      1: await Machine.triadBytesPerSecond(threads: 1), 2: await Machine.triadBytesPerSecond(threads: 2),
    ]
    var table = """
      ## A million arcs (\(cells) cells with 8 arcs each, 3 stages of \(servers) servers)

      A warm decision of \(rounds) rounds, every rate and bandwidth changed by up to 10 % (seed 1), set-up and final
      evaluation included; medians of 3. Targets: 0.6 s on two cores, 300 bytes per arc. Bytes moved are those of columns
      that fit no cache, counted in `bytesPerRound`; the roofline is what they take at the speed of a triad over
      large arrays: \(Timing.shown((bandwidth[1] ?? 0) / 1e9, 1)) GB/s on one core, \(Timing.shown((bandwidth[2] ?? 0) / 1e9, 1)) GB/s on two.

      | rule | threads | decision s | ms per round | ns per arc and round | MB moved per round | roofline ms | bytes per arc |
      |---|---|---|---|---|---|---|---|

      """
    for controller in DecideBench.controllers.dropFirst() {
      let plan = try Search.decide(problem, by: controller, from: nil, rounds: 60, threads: 2).plan
      let memory = try bytes(changed, controller, plan)
      var plans: [OffloadingPlan] = []
      for threads in [1, 2] {
        let whole = try Timing.median(of: 3) {
          plans.append(
            try Search.decide(changed, by: controller, from: plan, rounds: rounds, threads: threads).plan)
        }
        var search = try Search(changed, by: controller, from: plan, threads: threads)
        let round = Timing.median(of: rounds) { search.playRound() }
        let moved = bytesPerRound(problem.network, controller)
        let roofline = 1e3 * moved / (bandwidth[threads] ?? .nan)
        table +=
          "| `\(controller)` | \(threads) | \(Timing.shown(whole / 1000, 3)) | \(Timing.shown(round, 1)) "
        table += "| \(Timing.shown(1e6 * round / Double(arcs), 1)) | \(Timing.shown(moved / 1e6, 0)) "
        table += "| \(Timing.shown(roofline, 1)) | \(Timing.shown(memory / Double(arcs), 0)) |\n"
      }
      precondition(plans.allSatisfy { $0 == plans[0] }, "the plan depends on the threads")
    }
    return table
  }

  /// What a search keeps in memory, the plan it starts from included, the network and the conditions not.
  private static func bytes(
    _ problem: DecisionProblem, _ controller: String, _ plan: OffloadingPlan
  ) throws -> Double {
    var search = try Search(problem, by: controller, from: plan)
    search.playRound()
    return Double(search.rounds.byteCount + 8 * (plan.probability.count + plan.level.count))
  }

  /// Bytes of columns read and written in a round, written ones twice, because their lines are read first.
  ///
  /// By arc: probability and head on the way forward; these, transmission, propagation and price (written) on the way back.
  /// A move: probability (written), price, steepness and head; with grants the same once more, and proposals (written, read).
  /// A market: probability, price, steepness and z (written) to open it, z and a head of 4 bytes in every phase, and those,
  /// probability (written), price and steepness to settle. By cell: rate, total (written, read), service time and the
  /// first arc, and in every phase total, softness, first row and price (written).
  private static func bytesPerRound(_ network: Network, _ controller: String) -> Double {
    let exchange = 8 * (2 + 6), phases = ClearingStep.phases + 1
    let (byArc, byCell) =
      switch controller {
      case "dto-ee-clearing": (8 * 5 + 12 * phases + 44, 36 * phases)
      case "dto-ee-exact": (8 * (5 + 4 + 3), 0)
      default: (8 * 5, 0)
      }
    return Double((exchange + byArc) * network.arcCount + (8 * 7 + byCell) * network.deviceCount)
  }

  private static func problem(_ exits: [Layer]) -> DecisionProblem {
    let random = CounterRandom(seed: 1, stream: .synthesis)
    var layers = [Layer(serviceSeconds: [Double](repeating: 0, count: cells), inputBytes: 0, exit: .none)]
    for layer in exits.dropFirst() {
      let service = (0..<servers).map { layer.serviceSeconds[$0 % layer.serviceSeconds.count] }
      layers.append(Layer(serviceSeconds: service, inputBytes: layer.inputBytes, exit: layer.exit))
    }
    let arcs = [joined(cells, 8, random, 0)] + (1..<layers.count - 1).map { joined(servers, 100, random, $0) }
    let network = Network(layers: layers, arcs: arcs)
    let capacity = layers[1].serviceSeconds.reduce(0) { $0 + 1 / $1 }
    let rates = (0..<cells).map {
      0.65 * capacity / Double(cells) * (0.5 + random.uniform(1 << 40 + UInt64($0)))
    }
    return DecisionProblem(
      network: network, cost: CostModel(),
      conditions: Conditions(
        arrivalRate: rates, classMix: [ClassVector](repeating: ClassMix.even, count: cells),
        transmissionSeconds: (0..<network.arcCount).map {
          0.001 + 0.009 * random.uniform(1 << 41 + UInt64($0))
        }))
  }

  /// `degree` arcs from each of `tails` nodes to servers spread over a layer from a random one on.
  private static func joined(_ tails: Int, _ degree: Int, _ random: CounterRandom, _ layer: Int) -> [Network
    .Arc]
  {
    (0..<tails).flatMap { tail in
      let first = random.integer(UInt64(layer) << 32 + UInt64(tail), below: servers)
      let stride = servers / degree
      return (0..<degree).map { (first + $0 * stride) % servers }.sorted().map {
        Network.Arc(tail: tail, head: $0, propagationSeconds: 0.001)
      }
    }
  }
}
