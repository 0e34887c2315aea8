import EdgeModel
import Simulation

/// One world that is fed Poisson arrivals slot by slot, and what that costs.
struct WorldRun<Observer: WorldObserver & Sendable>: Sendable {
  private let benchmark: BenchmarkCase
  private let plan: OffloadingPlan
  private let rates: [Double]
  private var world: World
  private var arrivals: PoissonArrivals
  private(set) var observer: Observer
  /// The simulation: draws of routing, exits, delays into sums and percentiles.
  private(set) var simulate = Cost()
  /// Drawing the arrivals.
  private(set) var generate = Cost()

  init(_ benchmark: BenchmarkCase, _ engine: SimulationEngine, seed: UInt64, observer: Observer) {
    let profile = benchmark.profile, network = benchmark.network(profile)
    self.benchmark = benchmark
    plan = benchmark.plan(network)
    rates = [Double](repeating: BenchmarkCase.bitsPerSecond, count: network.arcCount)
    world = World(
      network: network, linkModel: benchmark.linkModel, profile: profile, seed: seed, engine: engine)
    arrivals = PoissonArrivals(benchmark, seed: seed)
    self.observer = observer
  }

  /// Simulates slots until `tasks` tasks have arrived.
  mutating func advance(tasks: Int) {
    var batch: [TaskArrival] = [], slot = 0
    while arrivals.task < tasks {
      let start = SimulationTime(seconds: Double(slot) * benchmark.slotSeconds)
      let end = SimulationTime(seconds: Double(slot + 1) * benchmark.slotSeconds)
      generate.start()
      arrivals.fill(&batch, before: end)
      generate.stop()
      simulate.start()
      world.advance(
        through: RateWindow(start: start, end: end, bitsPerSecond: rates), arrivals: batch, plan: plan,
        observer: &observer)
      simulate.stop()
      slot += 1
    }
  }
}
