package import EdgeModel
import CounterRandom

/// Decision problems made from a seed: the inputs of property tests.
package struct RandomProblem {
  private let random: CounterRandom
  private var counter: UInt64 = 0

  private init(seed: UInt64) { random = CounterRandom(seed: seed, stream: .synthesis) }

  /// A network with 2 to 4 stages, sparse or complete arcs, mixed speeds and links, exits at all stages but the last,
  /// at about `load` when traffic is split in proportion to speed.
  package static func make(seed: UInt64, load: Double = 0.6, linkModel: LinkModel = .delay) -> DecisionProblem
  {
    var maker = RandomProblem(seed: seed)
    return maker.problem(load: load, linkModel: linkModel)
  }

  /// A random interior plan for `problem`: every probability positive, every level possible.
  package static func plan(for problem: DecisionProblem, seed: UInt64) -> OffloadingPlan {
    var maker = RandomProblem(seed: seed ^ 0xABCD)
    let weights = (0..<problem.network.arcCount).map { _ in maker.uniform(0.2, 1) }
    var plan = OffloadingPlan.weighted(on: problem.network) { weights[$0] }
    for node in 0..<problem.network.nodeCount {
      if let table = problem.network.exit(at: node).table {
        plan.level[node] = maker.integer(table.thresholds.count)
      }
    }
    return plan
  }

  private mutating func uniform(_ low: Double, _ high: Double) -> Double {
    counter += 1
    return low + (high - low) * random.uniform(counter)
  }

  private mutating func integer(_ bound: Int) -> Int {
    counter += 1
    return random.integer(counter, below: bound)
  }

  private mutating func problem(load: Double, linkModel: LinkModel) -> DecisionProblem {
    let stages = 2 + integer(3), devices = 3 + integer(5)
    let rates = (0..<devices).map { _ in uniform(1, 10) }
    let arrivals = rates.reduce(0, +)
    var layers = [Layer(serviceSeconds: [Double](repeating: 0, count: devices), inputBytes: 0, exit: .none)]
    for stage in 1...stages {
      let speeds = (0..<(2 + integer(4))).map { _ in uniform(0.5, 2) }
      let scale = speeds.reduce(0, +) * load / arrivals
      layers.append(
        Layer(
          serviceSeconds: speeds.map { scale / $0 }, inputBytes: 100_000,
          exit: stage == stages ? .final(error: shares(0, 0.3)) : exit()))
    }
    let arcs = layers.indices.dropLast().map { layerArcs(layers[$0], layers[$0 + 1]) }
    let network = Network(layers: layers, arcs: arcs)
    let mixes = (0..<devices).map { _ in mix() }
    let transmission = (0..<network.arcCount).map { _ in uniform(0.001, 0.02) }
    return DecisionProblem(
      network: network, cost: CostModel(kappaSeconds: 0.5, linkModel: linkModel),
      conditions: Conditions(arrivalRate: rates, classMix: mixes, transmissionSeconds: transmission))
  }

  private mutating func layerArcs(_ from: Layer, _ to: Layer) -> [Network.Arc] {
    let isComplete = integer(2) == 0
    return from.serviceSeconds.indices.flatMap { tail in
      let chosen = to.serviceSeconds.indices.filter { _ in isComplete || integer(2) == 0 }
      let heads = chosen.isEmpty ? [tail % to.serviceSeconds.count] : chosen
      return heads.map { Network.Arc(tail: tail, head: $0, propagationSeconds: uniform(0, 0.003)) }
    }
  }

  /// Levels at which ever more goes on and ever fewer leave with an error.
  private mutating func exit() -> StageExit {
    let base = shares(0.2, 1), wrong = shares(0, 0.4), levels = 9
    let pass = (0..<levels).map { base * (Double($0) / Double(levels - 1)) }
    return .thresholds(
      ExitTable(
        thresholds: (0..<levels).map { 0.2 + 0.1 * Double($0) }, survive: pass,
        error: pass.map { (ClassVector(repeating: 1) - $0) * wrong }))
  }

  private mutating func shares(_ low: Double, _ high: Double) -> ClassVector {
    var vector = ClassVector.zero
    for index in vector.indices { vector[index] = uniform(low, high) }
    return vector
  }

  private mutating func mix() -> ClassVector {
    let vector = shares(0.1, 1)
    return vector / vector.total
  }
}
