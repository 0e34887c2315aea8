package import EdgeModel
package import Simulation
import CounterRandom
internal import Glibc

/// Tasks that get harder and easier over time, device by device.
///
/// At time t a device draws class g, 0 the hardest, with a share in proportion to m_g (1 + A sin(2π (t/P + φ)) x_g), where
/// m is the profile's mix, x_g falls evenly from 1 for the hardest class to −1 for the easiest, and φ is the device's own, by
/// a seeded hash. Inside a class all samples are alike.
package struct DifficultyDrift: Sendable {
  private let drift: Scenario.Drift
  private let random: CounterRandom
  private let samples: CounterRandom
  private let difficultyClass: [Int]
  private let samplesOfClass: [[Int]]
  private let mix: ClassVector
  private let phase: [Double]

  /// How many tasks of the profile's mix a measured mix is taken together with, so that a handful of tasks does not say
  /// much.
  package static let priorTasks = 20.0

  /// The drift of `deviceCount` devices.
  package init(_ drift: Scenario.Drift, profile: ExitProfile, deviceCount: Int, seed: UInt64) {
    self.drift = drift
    let random = CounterRandom(seed: seed, stream: .difficultyDrift)
    self.random = random.member(0)
    samples = CounterRandom(seed: seed, stream: .validationSamples)
    difficultyClass = profile.difficultyClass
    var members = [[Int]](repeating: [], count: difficultyClassCount)
    for (sample, number) in profile.difficultyClass.enumerated() { members[number].append(sample) }
    samplesOfClass = members
    mix = profile.classMix
    phase = (0..<deviceCount).map { random.member(1).uniform(UInt64($0)) }
  }

  /// The share of each class among what `device` draws at `seconds`.
  package func mix(of device: Int, at seconds: Double) -> ClassVector {
    let swing = drift.amplitude * sin(2 * .pi * (seconds / drift.periodSeconds + phase[device]))
    var tilted = mix
    for number in 0..<difficultyClassCount {
      tilted[number] *= 1 + swing * (1 - 2 * Double(number) / Double(difficultyClassCount - 1))
    }
    return tilted / tilted.total
  }

  /// The sample of `task`, which arrives at `device` at `time`.
  func sample(of task: Int, at device: Int, _ time: SimulationTime) -> Int {
    let mix = mix(of: device, at: time.seconds), draw = random.uniform(UInt64(task))
    var number = 0, sum = mix[0]
    while number < difficultyClassCount - 1, draw >= sum {
      number += 1
      sum += mix[number]
    }
    let members = samplesOfClass[number]
    return members[samples.integer(UInt64(task), below: members.count)]
  }

  /// The mix of each device's `tasks` as counted, together with some of the profile's.
  package func measured(_ tasks: [TaskArrival]) -> [ClassVector] {
    var counts = [ClassVector](repeating: Self.priorTasks * mix, count: phase.count)
    for task in tasks { counts[task.device][difficultyClass[task.sample]] += 1 }
    return counts.map { $0 / $0.total }
  }

  /// The mix of every device at `time`.
  func mixes(at time: SimulationTime) -> [ClassVector] {
    phase.indices.map { mix(of: $0, at: time.seconds) }
  }
}
