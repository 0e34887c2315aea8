internal import Controllers
internal import CounterRandom
internal import EdgeModel
internal import Glibc

/// What a decision takes slot after slot, as a replay of a city asks for them: 1,072 cells with 6 arcs each to the first of
/// three stages of 96, 64 and 32 servers, stages joined completely.
enum SlotTimes {
  private static let cells = 1072, degree = 6, servers = [96, 64, 32], slots = 20, slotSeconds = 5.0
  private static let controllers = ["dto-ee-curvature", "dto-ee-exact", "dto-ee-clearing", "optimum"]

  /// What changes from slot to slot.
  private enum Change: String, CaseIterable {
    case little = "every rate and bandwidth by up to 1 %"
    case much = "every rate and bandwidth by up to 10 %"
    case counted = "rates as counted in 5 s at one task per second and cell, bandwidths by up to 10 %"
  }

  /// A table of ms and rounds by change and controller.
  static func table(exits: [Layer]) throws -> String {
    let problem = problem(exits)
    var table = """
      ## Slot after slot (\(cells) cells with \(degree) arcs each, \(servers[0]), \(servers[1]) and \(servers[2]) servers, \
      \(problem.network.arcCount) arcs)

      Whole decisions of a controller with its default settings, one thread: the first, and the median and the longest of the \
      \(slots) that follow. Rounds are communication rounds, of `optimum` interior-point iterations; medians. Targets: 1 ms for \
      the neighbours where little changed, 20 ms for `optimum`.

      | change from slot to slot | controller | first ms | median ms | longest ms | rounds | mean objective ms |
      |---|---|---|---|---|---|---|

      """
    for change in Change.allCases {
      for controller in controllers { table += try row(problem, change, controller) }
    }
    return table + "\n"
  }

  private static func row(_ problem: DecisionProblem, _ change: Change, _ name: String) throws -> String {
    let entry = try ControllerEntry.named(name)
    var controller = entry.make(problem.network, problem.cost, entry.defaults, false)
    var times: [Double] = [], rounds: [Int] = [], objective = 0.0
    for slot in 0...slots {
      let observation = Observation(
        slot: slot, conditions: conditions(problem, change, slot),
        backlog: [Int](repeating: 0, count: problem.network.nodeCount))
      var decision: Decision?
      times.append(Timing.once { decision = controller.decide(observation) })
      rounds.append(decision?.rounds ?? 0)
      objective += slot == 0 ? 0 : (decision?.predicted.objectiveSeconds ?? .nan) / Double(slots)
    }
    let warm = times.dropFirst().sorted()
    return
      "| \(change.rawValue) | `\(name)` | \(Timing.shown(times[0], 1)) | \(Timing.shown(warm[slots / 2])) | "
      + "\(Timing.shown(warm[slots - 1])) | \(rounds.dropFirst().sorted()[slots / 2]) | \(Timing.shown(1e3 * objective, 3)) |\n"
  }

  /// The conditions of slot `slot`, each changed from those of `problem` by itself.
  private static func conditions(_ problem: DecisionProblem, _ change: Change, _ slot: Int) -> Conditions {
    let random = CounterRandom(seed: UInt64(slot), stream: .synthesis)
    let spread = change == .little ? 0.01 : 0.1
    var conditions = problem.conditions
    func factor(_ index: Int) -> Double { 1 + spread * (2 * random.uniform(UInt64(index)) - 1) }
    for cell in 0..<cells {
      let rate = conditions.arrivalRate[cell]
      conditions.arrivalRate[cell] =
        change == .counted
        ? count(of: rate * slotSeconds, random, UInt64(1 << 32 + cell << 8)) / slotSeconds
        : rate * factor(cell)
    }
    for arc in conditions.transmissionSeconds.indices {
      conditions.transmissionSeconds[arc] /= factor(cells + arc)
    }
    return conditions
  }

  /// A Poisson number with mean `mean`: so many uniform numbers as it takes for the sum of −log to pass the mean.
  private static func count(of mean: Double, _ random: CounterRandom, _ first: UInt64) -> Double {
    var count = 0.0, product = 1.0
    let limit = exp(-mean)
    for index in first..<first + 255 {
      product *= random.uniform(index)
      if product <= limit { break }
      count += 1
    }
    return count
  }

  private static func problem(_ exits: [Layer]) -> DecisionProblem {
    let random = CounterRandom(seed: 2, stream: .synthesis)
    var layers = [Layer(serviceSeconds: [Double](repeating: 0, count: cells), inputBytes: 0, exit: .none)]
    for (layer, count) in zip(exits.dropFirst(), servers) {
      // As many servers' work as these are fewer than the layer's, at 0.65 of what the first stage can carry.
      let service = (0..<count).map { layer.serviceSeconds[$0 % layer.serviceSeconds.count] }
      let capacity = service.reduce(0) { $0 + 1 / $1 }
      layers.append(
        Layer(
          serviceSeconds: service.map { $0 * 0.65 * capacity / Double(cells) }, inputBytes: layer.inputBytes,
          exit: layer.exit))
    }
    let access = (0..<cells).flatMap { cell in
      (0..<degree).map { (cell * servers[0] / cells + $0) % servers[0] }.sorted().map {
        Network.Arc(tail: cell, head: $0, propagationSeconds: 0.001)
      }
    }
    let arcs =
      [access]
      + zip(servers, servers.dropFirst()).map { tails, heads in
        (0..<tails).flatMap { tail in
          (0..<heads).map { Network.Arc(tail: tail, head: $0, propagationSeconds: 0.0005) }
        }
      }
    let network = Network(layers: layers, arcs: arcs)
    return DecisionProblem(
      network: network, cost: CostModel(),
      conditions: Conditions(
        arrivalRate: (0..<cells).map { 0.5 + random.uniform(UInt64($0)) },
        classMix: [ClassVector](repeating: ClassMix.even, count: cells),
        transmissionSeconds: (0..<network.arcCount).map {
          ($0 < access.count ? 0.002 : 0.0002) * (0.5 + 4.5 * random.uniform(1 << 40 + UInt64($0)))
        }))
  }
}
