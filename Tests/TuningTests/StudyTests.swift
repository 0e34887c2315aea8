import Controllers
import EdgeModel
import Foundation
import Replay
import Simulation
import TestSupport
import Testing

@testable import Tuning

@Suite struct StudyTests {
  @Test(arguments: ["tpe", "sobol", "grid"])
  func `a study has the same bytes for any number of workers`(sampler: String) async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, sampler: sampler)
      let one = try await study.run("one")
      #expect(try await study.run("three", workers: 3) == one)
      for name in try directory.names(in: "one") {
        #expect(try directory.bytes("one/" + name) == directory.bytes("three/" + name), "\(name)")
      }
      let trials = try #require(try JournalRecords(directory.file("one/study.jsonl"))).trials
      #expect(trials.map(\.number) == Array(0..<trials.count))
      #expect(trials.contains { $0.status == .stopped } && trials.contains { $0.status == .complete })
    }
  }

  @Test func `a study that was killed anywhere goes on to the same bytes`() async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory)
      let whole = try await study.run("whole")
      let text = String(decoding: whole, as: UTF8.self)
      let ends = text.indices.filter { text[$0] == "\n" }.map {
        text.distance(from: text.startIndex, to: $0) + 1
      }
      for cut in [ends[0] - 3, ends[0] + 9, ends[4] - 1, whole.count - 1] {
        try FileManager.default.createDirectory(
          atPath: directory.file("cut"), withIntermediateDirectories: true)
        try whole.prefix(cut).write(to: URL(fileURLWithPath: directory.file("cut/study.jsonl")))
        #expect(try await study.run("cut", workers: 2) == whole, "cut at byte \(cut) of \(whole.count)")
      }
    }
  }

  @Test(arguments: ["tpe", "sobol"])
  func `a study made longer has the bytes of a long one`(sampler: String) async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, sampler: sampler)
      let long = try await study.run("long")
      let short = try await study.run("short", trials: 5)
      #expect(short.count < long.count && long.starts(with: short))
      #expect(try await study.run("short") == long)
    }
  }

  @Test func `the default trial measures what a replay measures`() async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, trials: 1)
      try await study.run("study")
      let records = try #require(try JournalRecords(directory.file("study/study.jsonl")))
      let trial = records.trials[0]
      for (index, seed) in [UInt64(1), 2].enumerated() {
        let scenario = try ScenarioReader.read(directory.file("scenario.yaml"))
          .replacing(seed: seed, slots: 4, controllers: ["dto-ee"])
        let options = ReplayOptions(
          output: directory.file("run\(seed)"), overwrites: false, logsHops: false, detail: .summary,
          threads: 1,
          command: "")
        let row = try #require(
          try await Replay(scenario, options: options).run { _ in }.summary.json["controllers"]
        )
        .elements[0]
        let measured = trial.cases[index].measured(slots: 4, kappaSeconds: scenario.cost.kappaSeconds)
        #expect(measured.objectiveSeconds == row["objective_s"]?.number)
        #expect(measured.messagesPerSlot == row["messages_per_slot"]?.number)
        #expect(trial.cases[index].inFlight == row["in_flight"]?.integer)
      }
    }
  }

  @Test func `a stretch has the tasks and rates of the scenario's own slots`() throws {
    try TemporaryDirectory.run { directory in
      let plan = try TinyStudy(directory: directory).plan()
      var memory = 1 << 30
      let pass = try Stretch(plan.cases[0].scenario, 2..<5, within: &memory).pass()
      var inputs = try ReplayInputs(plan.cases[0].scenario)
      try inputs.skip(2)
      var before = 16
      for index in 0..<3 {
        let slot = try pass.next(), own = try inputs.nextSlot()
        #expect(slot.index == index && slot.window.start.seconds == Double(index))
        #expect(
          slot.window.bitsPerSecond == own.window.bitsPerSecond && slot.window.first == own.window.first)
        #expect(slot.arrivals.map(\.task) == own.arrivals.map(\.task) && !own.arrivals.isEmpty)
        #expect(
          slot.arrivals.map { $0.time.nanoseconds + 2_000_000_000 } == own.arrivals.map(\.time.nanoseconds))
        // In 1/s, over slots of 1 s: the planning figure before the first slot, then what was counted.
        #expect(abs(slot.forecast.arrivalRate.reduce(0, +) - Double(before)) < 1e-9)
        before = own.arrivals.count
      }
    }
  }

  @Test func `slots too many for memory are streamed to the same numbers`() throws {
    try TemporaryDirectory.run { directory in
      let plan = try TinyStudy(directory: directory).plan()
      var none = 0, plenty = 1 << 30
      let streamed = try Stretch(plan.cases[0].scenario, 1..<5, within: &none)
      let held = try Stretch(plan.cases[0].scenario, 1..<5, within: &plenty)
      #expect(none == 0 && plenty < 1 << 30)
      let results = try [streamed, held, streamed].map { stretch in
        try TrialRun(space: plan.space, beds: [(plan.cases[0], stretch)]).measure(.defaults).cases
      }
      #expect(results[0] == results[1] && results[0] == results[2])
      #expect(results[0][0].completed.reduce(0, +) > 0)
    }
  }

  @Test func `held-out slots are replayed for default, scenario and tuned`() async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory, prunes: false, more: "compare_by: step_rule")
      try await study.run("study")
      let rows = String(decoding: try directory.bytes("study/held-out.csv"), as: UTF8.self).split(
        separator: "\n")
      let settings = rows.dropFirst().map { $0.prefix { $0 != "," } }
      #expect(
        settings == [
          "default", "default", "scenario", "scenario", "step_rule fixed", "step_rule fixed",
          "step_rule curvature", "step_rule curvature", "tuned", "tuned",
        ])
      // The scenario says nothing of its own, so that it is the default.
      #expect(rows[1].split(separator: ",").dropFirst(2).suffix(7) == rows[3].split(separator: ",").suffix(7))
    }
  }

  @Test func `the best setting reads as a piece of a scenario`() async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(directory: directory)
      try await study.run("study")
      let snippet = String(decoding: try directory.bytes("study/best.yaml"), as: UTF8.self)
      let entry = try #require(snippet.split(separator: "\n").first { $0.hasPrefix("  - {name: dto-ee") })
      var tiny = TinyScenario()
      tiny.controllers = [String(entry.dropFirst(4))]
      let scenario = try ScenarioReader.read(tiny.write(to: directory, folder: "pasted"))
      let best = try #require(try JournalRecords(directory.file("study/study.jsonl"))?.trials.best)
      #expect(scenario.controllers[0].label == "dto-ee-tuned")
      #expect(Double(scenario.controllers[0].settings.rounds) == best.values[2])
    }
  }

  @Test func `a trial that cannot win is stopped, one that wins is not`() {
    func trial(_ delays: [Int]) -> Trial {
      var columns = SlotColumns()
      columns.completed = delays.map { _ in 10 }
      columns.delayNanoseconds = delays
      columns.correct = delays.map { _ in 10 }
      columns.messages = delays.map { _ in 0 }
      return Trial(
        number: 0, batch: 0, values: [], status: .complete, incumbent: nil, probability: nil,
        value: Double(delays.reduce(0, +)) / Double(10 * delays.count) / 1e9, violation: 0, cases: [columns])
    }
    let incumbent = trial([100, 200, 300, 400, 500, 600])
    let pruner = Pruner(
      pruning: .init(probability: 0.05, leastGain: 0, fromSlot: 5, every: 1), quantity: .delay,
      kappaSeconds: [0.5],
      incumbent: incumbent)
    let worse = trial([110, 230, 340, 460, 570])
    #expect(pruner.verdict(worse.cases, isLast: false) == 1.0 / 32, "five of five: 2⁻⁵")
    #expect(pruner.verdict(worse.cases, isLast: true) == nil, "nothing is left to save")
    #expect(pruner.verdict(trial([110, 230, 340, 460]).cases, isLast: false) == nil, "too early to tell")
    #expect(pruner.verdict(trial([90, 190, 290, 390, 490]).cases, isLast: false) == nil)
    let strict = Pruner(
      pruning: .init(probability: 0.05, leastGain: 0.2, fromSlot: 5, every: 1), quantity: .delay,
      kappaSeconds: [0.5], incumbent: incumbent)
    #expect(strict.verdict(trial([90, 190, 290, 390, 490]).cases, isLast: false) == 1.0 / 32)
    #expect(strict.verdict(trial([70, 150, 230, 310, 390]).cases, isLast: false) == nil, "a fifth better")
    // 350/6 ns is the incumbent's mean over 10 tasks a slot; the other is 42 ns a slot of 10 worse on five slots.
    #expect(abs(pruner.estimate(worse.cases) - (35.0 + 4.2) / 1e9) < 1e-18)
  }

  @Test func `what must be kept to comes before the value`() async throws {
    try await TemporaryDirectory.run { directory in
      let study = TinyStudy(
        directory: directory, sampler: "sobol", more: "minimise: messages\ndelay_at_most_s: 0.5")
      try await study.run("study")
      let records = try #require(try JournalRecords(directory.file("study/study.jsonl")))
      let best = try #require(records.trials.best)
      for trial in records.trials {
        let delays = trial.cases.compactMap {
          $0.measured(slots: trial.slots, kappaSeconds: 0.5).delaySeconds
        }
        #expect((trial.violation == 0) == delays.allSatisfy { $0 <= 0.5 })
        if trial.violation == 0 { #expect((best.value ?? .infinity) <= (trial.value ?? .infinity)) }
      }
    }
  }
}
