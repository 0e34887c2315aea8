import CounterRandom
import Simulation

/// Poisson arrivals of all sources together, slot by slot: what a trace would bring, in no memory.
struct PoissonArrivals {
  private let times: CounterRandom
  private let devices: CounterRandom
  private let samples: CounterRandom
  private let meanNanoseconds: Double
  private let sources: Int
  private let sampleCount: Int
  private var next = 0.0
  private(set) var task = 0

  init(_ benchmark: BenchmarkCase, seed: UInt64) {
    times = CounterRandom(seed: seed, stream: .arrivalTimes)
    devices = CounterRandom(seed: seed, stream: .traceBinding)
    samples = CounterRandom(seed: seed, stream: .validationSamples)
    meanNanoseconds = 1e9 / benchmark.tasksPerSecond
    sources = benchmark.sources
    sampleCount = BenchmarkCase.samples
    next = meanNanoseconds * times.exponential(0)
  }

  /// Fills `arrivals` with the tasks before `end`.
  mutating func fill(_ arrivals: inout [TaskArrival], before end: SimulationTime) {
    arrivals.removeAll(keepingCapacity: true)
    while next < Double(end.nanoseconds) {
      arrivals.append(
        TaskArrival(
          task: task, device: devices.integer(UInt64(task), below: sources),
          time: SimulationTime(nanoseconds: Int64(next)),
          sample: samples.integer(UInt64(task), below: sampleCount)))
      task += 1
      next += meanNanoseconds * times.exponential(UInt64(task))
    }
  }
}
