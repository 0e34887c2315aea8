import EdgeModel
import Replay
import Simulation

/// `world-bench run CASE ENGINE TASKS THREADS`: one JSON object on what so many worlds side by side cost.
/// `world-bench stages SEEDS TASKS`: mean sojourns per stage of the case `small`, a line per seed.
@main
enum WorldBench {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    let numbers = words.compactMap { Int($0) }
    switch (words.first, words.count) {
    case ("run", 5):
      guard let benchmark = BenchmarkCase.all.first(where: { $0.name == words[1] }),
        let engine = SimulationEngine(rawValue: words[2]), numbers.count == 2
      else { fallthrough }
      await run(benchmark, engine, tasks: numbers[0], threads: numbers[1])
    case ("stages", 3) where numbers.count == 2:
      for seed in 1...numbers[0] { stages(seed: UInt64(seed), tasks: numbers[1]) }
    default:
      print("usage: world-bench run CASE ENGINE TASKS THREADS | stages SEEDS TASKS")
    }
  }

  private static func run(
    _ benchmark: BenchmarkCase, _ engine: SimulationEngine, tasks: Int, threads: Int
  ) async {
    var wall = Cost()
    wall.start()
    let results = await withTaskGroup(of: WorldRun<Totals>.self) { group in
      for seed in 1...threads {
        group.addTask {
          var run = WorldRun(benchmark, engine, seed: UInt64(seed), observer: Totals())
          run.advance(tasks: tasks)
          return run
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    wall.stop()
    let hops = results.reduce(0) { $0 + $1.observer.hops }
    let simulate = results.reduce(0) { $0 + $1.simulate.cpuSeconds }
    let all = results.reduce(simulate) { $0 + $1.generate.cpuSeconds }
    let p95 = Double(results[0].observer.delays.nanoseconds(percentile: 95) ?? 0) / 1e9
    print(
      """
      {"case": "\(benchmark.name)", "engine": "\(engine.rawValue)", "threads": \(threads), "hops": \(hops), \
      "tasks": \(results.reduce(0) { $0 + $1.observer.sum.completed }), "simulate_s": \(simulate), \
      "with_arrivals_s": \(all), "wall_s": \(wall.wallSeconds), "peak_kib": \(PeakMemory.kibibytes), \
      "delay_mean_s": \(results[0].observer.sum.meanSeconds ?? 0), "delay_p95_s": \(p95)}
      """)
  }

  private static func stages(seed: UInt64, tasks: Int) {
    var run = WorldRun(.small, .layers, seed: seed, observer: StageSojourns(warmUp: tasks / 10))
    run.advance(tasks: tasks)
    print(run.observer.means.map { "\($0)" }.joined(separator: " "))
  }
}
