import Simulation
import Testing
import TestSupport

@testable import Replay

/// Replays in which servers fail, queues are full and deadlines pass: every task is accounted for.
@Suite struct DroppedTasksTests {
  private func run(
    in directory: TemporaryDirectory, onFailure: String = "lose", limit: String = "queue_limit: 2",
    deadline: String = "deadline_s: 0.4\ndeadline: drop"
  ) async throws -> FinishedRun {
    var tiny = TinyScenario()
    tiny.speeds = (TinyScenario.changingSpeeds, onFailure)
    (tiny.stageKeys, tiny.topKeys) = (limit, deadline)
    return try await FinishedRun.of(tiny, in: directory)
  }

  private func seconds(_ row: [String: String], _ column: String) -> Double? {
    row[column].flatMap(Double.init)
  }

  @Test(arguments: ["keep", "lose"])
  func `arrived is completed, in flight and dropped, each once`(onFailure: String) async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await run(in: directory, onFailure: onFailure)
      let hops = try run.hops(), decisions = try run.records("decision")
      for row in run.summary.rows {
        let own = hops.filter { $0["controller"] == row.label }
        let exits = own.filter { $0["exited"] == "1" }.compactMap { $0["task"] }
        let drops = own.filter { $0["dropped_s"] != "" }.compactMap { $0["task"] }
        let tasks = Set(own.compactMap { $0["task"] })
        #expect(Set(exits).count == exits.count && Set(drops).count == drops.count)
        #expect(Set(exits).isDisjoint(with: drops))
        #expect(tasks.count == row.totals.arrived)
        #expect(exits.count == row.totals.all.completed)
        #expect(drops.count == row.totals.dropped.total)
        #expect(drops.count > 10, "\(row.label): a run that shows something")
        #expect(row.totals.arrived == exits.count + drops.count + row.totals.inFlight, "\(row.label)")
        let logged = decisions.filter { $0["controller"]?.string == row.label }
          .compactMap { $0["measured"]?["dropped"]?.number }
        #expect(logged.reduce(0, +) == Double(drops.count), "\(row.label): slots add up to the run")
      }
    }
  }

  @Test func `each reason is counted, and only where the scenario says so`() async throws {
    try await TemporaryDirectory.run { directory in
      let controllers = try await run(in: directory).json("summary.json")["controllers"]?.array ?? []
      for reason in ["queue_full", "failure", "deadline"] {
        let counts = controllers.flatMap { $0["stages"]?.array ?? [] }
          .compactMap { $0["dropped_for"]?[reason]?.number }
        #expect(counts.count == 15 && counts.reduce(0, +) > 0, "\(reason): \(counts)")
      }
      let kept = try await FinishedRun.of(
        TinyScenario(), in: directory, .init(output: "none"), folder: "none-in")
      #expect(kept.summary.rows.allSatisfy { $0.totals.dropped.total == 0 && $0.totals.late == 0 })
    }
  }

  @Test func `a deadline that only counts drops nothing, and counts who took longer`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await run(in: directory, onFailure: "keep", limit: "", deadline: "deadline_s: 0.4")
      let hops = try run.hops()
      for row in run.summary.rows {
        let own = Dictionary(grouping: hops.filter { $0["controller"] == row.label }) { $0["task"] ?? "" }
        let late = own.values.count { visits in
          guard let last = visits.last, last["exited"] == "1", let end = seconds(last, "finished_s"),
            let begin = seconds(visits[0], "sent_s")
          else { return false }
          return end - begin > 0.4 + 1e-12
        }
        #expect(row.totals.late == late, "\(row.label)")
        #expect(row.totals.dropped.total == 0)
      }
      #expect(run.summary.rows.contains { $0.totals.late > 5 })
    }
  }

  @Test func `a full queue never holds more than its limit`() async throws {
    try await TemporaryDirectory.run { directory in
      let hops = try await run(in: directory).hops().filter { $0["stage"] == "1" && $0["arrived_s"] != "" }
      let groups = Dictionary(grouping: hops) { "\($0["controller"] ?? "") \($0["node"] ?? "")" }
      for (name, visits) in groups {
        let spans = visits.compactMap { visit -> (from: Double, to: Double)? in
          guard let from = seconds(visit, "arrived_s") else { return nil }
          return (from, seconds(visit, "finished_s") ?? seconds(visit, "dropped_s") ?? .infinity)
        }
        for span in spans where span.to > span.from {
          let present = spans.count { $0.from <= span.from && $0.to > span.from && $0.to > $0.from }
          #expect(present <= 2, "\(name) at \(span.from) s")
        }
      }
    }
  }

  @Test func `what stages measured is what their visits say`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await run(in: directory)
      let hops = try run.hops()
      for row in run.summary.rows {
        for stage in row.totals.stages {
          let visits = hops.filter {
            $0["controller"] == row.label && $0["stage"] == "\(stage.stage)" && $0["finished_s"] != ""
          }
          func mean(_ from: String, _ to: String) -> Double {
            visits.reduce(0) { $0 + (seconds($1, to) ?? 0) - (seconds($1, from) ?? 0) } / Double(visits.count)
          }
          let found = try #require(stage.meanSeconds)
          #expect(stage.visits.count == visits.count)
          #expect(abs(found.transmission - mean("sent_s", "arrived_s")) < 1e-9)
          #expect(abs(found.waiting - mean("arrived_s", "started_s")) < 1e-9)
          #expect(abs(found.service - mean("started_s", "finished_s")) < 1e-9)
          #expect(stage.utilisation.allSatisfy { (0...1).contains($0) })
        }
      }
    }
  }
}
