import EdgeModel
import Simulation
import Glibc

struct Counter: WorldObserver {
  var keepsVisits: Bool { false }
  var hops = 0, tasks = 0, sum: Int64 = 0
  mutating func visited(_ visits: [Visit]) {}
  mutating func completed(_ tasks: [CompletedTask]) {
    for task in tasks {
      hops &+= task.stage
      sum &+= task.delay.nanoseconds
    }
    self.tasks += tasks.count
  }
}

@main
enum WorldBench {
  static func main() {
    let words = CommandLine.arguments
    let engine = SimulationEngine(rawValue: words.count > 1 ? words[1] : "layers") ?? .layers
    let window = words.count > 2 ? Int(words[2]) ?? 2048 : 2048
    let small = BenchmarkCase(
      name: "small", sources: 50, servers: [8, 8, 4], serviceSeconds: [0.112, 0.112, 0.056], degree: nil,
      tasksPerSecond: 50, slotSeconds: 1000)
    var city = small
    city.name = "city"
    city.sources = 2000
    city.servers = [200, 200, 200]
    city.serviceSeconds = [0.112, 0.112, 0.112]
    city.degree = 8
    city.tasksPerSecond = 1250
    city.slotSeconds = 100
    var exits = small
    exits.name = "exits"
    exits.exitShare = 0.3
    for benchmark in [small, exits, city] {
      run(benchmark, engine, window: window)
    }
  }

  static func run(_ benchmark: BenchmarkCase, _ engine: SimulationEngine, window: Int) {
    let profile = benchmark.profile, network = benchmark.network(profile), plan = benchmark.plan(network)
    var world = World(
      network: network, linkModel: benchmark.linkModel, profile: profile, seed: 1, engine: engine,
      windowTasks: window)
    var arrivals = PoissonArrivals(benchmark, seed: 1), batch: [TaskArrival] = []
    var counter = Counter()
    let rates = [Double](repeating: BenchmarkCase.bitsPerSecond, count: network.arcCount)
    let clock = CPUClock()
    var simulate = 0.0, generate = 0.0
    var slot = 0
    while arrivals.task < 2_000_000 {
      let start = SimulationTime(seconds: Double(slot) * benchmark.slotSeconds)
      let end = SimulationTime(seconds: Double(slot + 1) * benchmark.slotSeconds)
      generate += clock.measure { arrivals.fill(&batch, before: end) }
      simulate += clock.measure {
        world.advance(
          through: RateWindow(start: start, end: end, bitsPerSecond: rates), arrivals: batch, plan: plan,
          observer: &counter)
      }
      slot += 1
    }
    let mean = Double(counter.sum) / Double(counter.tasks) / 1e9
    print(
      benchmark.name, engine.rawValue, counter.tasks, counter.hops, mean,
      "M hops/s", Double(counter.hops) / simulate / 1e6, "generate s",
      generate, "simulate s", simulate)
  }
}

struct CPUClock {
  var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  func measure(_ body: () -> Void) -> Double {
    let begin = now
    body()
    return now - begin
  }
}
