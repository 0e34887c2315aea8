import InputFiles
import Testing
import TestSupport

@testable import Replay

/// What the format page promises of a run's files.
@Suite struct RunRecordsTests {
  @Test func `the decision log has a begin, a decision per controller and slot, and an end per controller`()
    async throws
  {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(in: directory)
      let records = try run.decisionLines().map { try ParsedJSON(parsing: $0) }
      let labels = run.summary.rows.map(\.label)
      #expect(
        records.map { $0["type"]?.string }
          == ["begin"] + [String](repeating: "decision", count: 30) + [String](repeating: "end", count: 5))
      for (index, record) in records[1...30].enumerated() {
        #expect(record["epoch"]?.number == Double(index / 5))
        #expect(record["controller"]?.string == labels[index % 5])
      }
      #expect(records[31...].map { $0["controller"]?.string } == labels)
    }
  }

  @Test func `every promised key is there`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(in: directory)
      for decision in try run.records("decision") {
        #expect(
          decision.keys.isSuperset(of: [
            "controller", "epoch", "start_s", "end_s", "start", "rounds", "messages", "bytes", "status",
            "observed", "predicted", "thresholds", "overloaded", "overloaded_links", "reason", "measured",
            "reward", "strategy",
            "levels",
          ]))
        #expect(decision["observed"]?["arrival_rate"]?.number != nil)
        #expect(
          decision["predicted"]?.keys.isSuperset(of: ["delay_s", "error", "objective_s", "gap_s"]) == true)
        #expect(
          decision["measured"]?.keys.isSuperset(of: [
            "arrived", "completed", "in_flight", "dropped", "delay_mean_s", "delay_p95_s", "accuracy",
            "objective_s",
          ]) == true)
        #expect(decision["thresholds"]?.array.count == 2)
        #expect(decision["thresholds"]?[0]?.keys.isSuperset(of: ["min", "mean", "max"]) == true)
      }
    }
  }

  @Test func `the summary and the manifest hold what is promised`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(in: directory)
      let summary = try run.json("summary.json"), manifest = try run.json("manifest.json")
      for controller in summary["controllers"]?.array ?? [] {
        #expect(
          controller.keys.isSuperset(of: [
            "controller", "arrived", "completed", "in_flight", "dropped", "delay_mean_s", "delay_p50_s",
            "delay_p90_s", "delay_p95_s", "delay_p99_s", "delay_p999_s", "accuracy", "objective_s",
            "formula_error",
          ]))
      }
      #expect(summary["controllers"]?.array.count == 5)
      #expect(summary["pairs"]?.array.count == 10, "every pair of five")
      for pair in summary["pairs"]?.array ?? [] {
        #expect(pair["objective_s"]?["interval_95"]?.array.count == 2)
        #expect(["better", "worse", "indistinguishable"].contains(pair["verdict"]?.string))
      }
      #expect(manifest.keys.isSuperset(of: ["version", "command", "seed", "scenario", "inputs", "notice"]))
      let controllers = manifest["scenario"]?["controllers"]?.array ?? []
      #expect(controllers.map { $0["controller"]?.string } == run.summary.rows.map(\.label))
      #expect(controllers.allSatisfy { $0["settings"]?["rounds"] != nil })
    }
  }

  @Test func `the manifest names every input with its digest`() async throws {
    try await TemporaryDirectory.run { directory in
      let manifest = try await FinishedRun.of(in: directory).json("manifest.json")
      let inputs = manifest["inputs"]?.array ?? []
      #expect(
        inputs.map { $0["file"]?.string }
          == ["scenario.yaml", "profile.csv", "arrivals.csv", "links.csv"].map { directory.file("in/" + $0) })
      for input in inputs {
        let file = try #require(input["file"]?.string)
        let digest = try FileDigest.sha256(file)
        #expect(input["sha256"]?.string == digest)
      }
    }
  }

  @Test func `what is logged agrees with itself`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(in: directory)
      let decisions = try run.records("decision"), ends = try run.records("end")
      let summary = try run.json("summary.json")["controllers"]?.array ?? []
      for (end, controller) in zip(ends, summary) {
        let own = decisions.filter { $0["controller"] == end["controller"] }
        func sum(_ key: String) -> Double { own.reduce(0) { $0 + ($1["measured"]?[key]?.number ?? .nan) } }
        #expect(end["arrived"]?.number == sum("arrived"))
        #expect(end["completed"]?.number == sum("completed"))
        #expect(own.last?["measured"]?["in_flight"] == controller["in_flight"])
        for key in ["arrived", "completed", "delay_mean_s", "accuracy", "objective_s"] {
          #expect(end[key] == controller[key], "\(key), read back to the same double")
        }
        for decision in own {
          let objective = decision["measured"]?["objective_s"]?.number
          #expect(decision["reward"]?.number == objective.map { -$0 })
        }
      }
    }
  }

  @Test func `a strategy sums to 1 at every node and levels fit the thresholds`() async throws {
    try await TemporaryDirectory.run { directory in
      for decision in try await FinishedRun.of(in: directory).records("decision") {
        let layers = (decision["strategy"]?.array ?? []).map { $0.array.compactMap(\.number) }
        #expect(layers.map(\.count) == [12, 6, 4])
        for (layer, senders) in [4, 3, 2].enumerated() {
          let degree = layers[layer].count / senders
          for sender in 0..<senders {
            let total = layers[layer][(sender * degree)..<((sender + 1) * degree)].reduce(0, +)
            #expect(abs(total - 1) < 1e-12)
          }
        }
        let levels = decision["levels"]?.array ?? []
        #expect(levels.map(\.array.count) == [0, 3, 2, 0])
        #expect(levels[0] == .null && levels[3] == .null, "devices and the last stage have no choice")
        #expect(levels.flatMap(\.array).allSatisfy { (0...9).contains($0.number ?? -1) })
      }
    }
  }

  @Test func `the first decision of a warm controller is cold, all of a heuristic are`() async throws {
    try await TemporaryDirectory.run { directory in
      let decisions = try await FinishedRun.of(in: directory).records("decision")
      for decision in decisions {
        let isWarm =
          decision["controller"]?.string?.hasPrefix("dto-ee") == true && decision["epoch"] != .number(0)
        let start = try #require(decision["start"]?.string)
        #expect(isWarm ? ["warm", "repaired", "cold-fallback"].contains(start) : start == "cold")
      }
    }
  }

  @Test func `timings have a row per controller and slot and the run's own figures`() async throws {
    let text = try await TemporaryDirectory.run { directory in
      try await FinishedRun.of(in: directory).text("timings.csv")
    }
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "measure,controller,epoch,value,text")
    var starts = ["decode_s,,"]
    for controller in ["dto-ee", "uniform"] {
      starts += ["decide_s,\(controller),", "simulate_s,\(controller),", "log_s,\(controller),"]
    }
    for start in starts {
      let rows = lines.filter { $0.hasPrefix(start) }
      #expect(rows.count == 6, "\(start)")
    }
    for measure in ["replay_s", "tasks_per_s", "peak_memory_bytes"] {
      let row = lines.first { $0.hasPrefix(measure + ",,,") }
      let value = row.flatMap { Double($0.split(separator: ",")[1]) } ?? 0
      #expect(value > 0, "\(measure)")
    }
  }
}
