import EdgeModel
import Simulation
import Testing

@testable import Replay

@Suite struct DifficultyDriftTests {
  /// 80 samples, ten per class, in order of confidence.
  static let profile = ExitProfile(
    stages: [
      .init(confidence: (0..<80).map { Double($0) / 80 }, isCorrect: [Bool](repeating: true, count: 80)),
      .init(confidence: nil, isCorrect: [Bool](repeating: true, count: 80)),
    ])

  private func drift(amplitude: Double, seed: UInt64 = 1) -> DifficultyDrift {
    DifficultyDrift(
      Scenario.Drift(periodSeconds: 100, amplitude: amplitude), profile: Self.profile, deviceCount: 3,
      seed: seed)
  }

  @Test func `mixes are distributions that swing about the profile's`() {
    let drift = drift(amplitude: 1)
    let mixes = (0..<100).map { drift.mix(of: 0, at: Double($0)) }
    for mix in mixes { #expect(abs(mix.total - 1) < 1e-12 && mix.min() >= 0) }
    let mean = mixes.reduce(ClassVector.zero, +) / 100
    for share in 0..<8 { #expect(abs(mean[share] - 0.125) < 1e-9, "over a period classes are alike") }
    #expect((mixes.map { $0[0] }.max() ?? 0) > 0.249, "the hardest doubles at most")
    #expect((mixes.map { $0[0] }.min() ?? 1) < 0.001, "and vanishes at least")
    #expect(drift.mix(of: 0, at: 10) != drift.mix(of: 1, at: 10), "every device has a phase of its own")
  }

  @Test func `samples are drawn with the shares of their classes`() {
    let drift = drift(amplitude: 0.8), time = SimulationTime(seconds: 33), count = 40_000
    var found = ClassVector.zero
    for task in 0..<count {
      found[Self.profile.difficultyClass[drift.sample(of: task, at: 2, time)]] += 1 / Double(count)
    }
    let mix = drift.mix(of: 2, at: 33)
    // Four standard errors of a share of 0.2 of 40,000.
    for share in 0..<8 { #expect(abs(found[share] - mix[share]) < 0.008) }
  }

  @Test func `without amplitude classes are alike, and the seed decides who is where`() {
    #expect(drift(amplitude: 0).mix(of: 1, at: 20) == ClassVector(repeating: 0.125))
    #expect(drift(amplitude: 1).mix(of: 1, at: 20) != drift(amplitude: 1, seed: 2).mix(of: 1, at: 20))
  }

  @Test func `a measured mix is what was counted together with twenty tasks of the profile's`() {
    let drift = drift(amplitude: 1)
    let tasks = (0..<60).map { TaskArrival(task: $0, device: 1, time: .zero, sample: $0 % 10) }
    let mixes = drift.measured(tasks)
    #expect(mixes[0] == ClassVector(repeating: 0.125))
    #expect(abs(mixes[1][0] - (60 + 2.5) / 80) < 1e-12)
    #expect(abs(mixes[1][7] - 2.5 / 80) < 1e-12)
  }
}
