import Testing
import TestSupport

@testable import Replay

@Suite struct HopLogTests {
  private func number(_ row: [String: String], _ column: String) -> Double? {
    row[column].flatMap(Double.init)
  }

  @Test(arguments: ["queue", "delay"])
  func `rows are in order of controller, task and stage`(linkModel: String) async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.linkModel = linkModel
      let run = try await FinishedRun.of(tiny, in: directory)
      let labels = run.summary.rows.map(\.label)
      let keys = try run.hops().map { row in
        [
          labels.firstIndex(of: row["controller"] ?? "") ?? -1, Int(row["task"] ?? "") ?? -1,
          Int(row["stage"] ?? "") ?? -1,
        ]
      }
      #expect(keys.count > 600)
      #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }
  }

  @Test func `every arrival is finished or in flight, once, at every controller`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(in: directory)
      let hops = try run.hops()
      for row in run.summary.rows {
        let own = hops.filter { $0["controller"] == row.label }
        let tasks = Dictionary(grouping: own) { $0["task"] ?? "" }
        #expect(Set(tasks.keys) == Set((0..<row.totals.arrived).map(String.init)), "\(row.label)")
        let exits = own.filter { $0["exited"] == "1" }
        #expect(exits.count == row.totals.all.completed)
        #expect(
          Set(exits.compactMap { $0["task"] }).count == exits.count, "\(row.label): nobody leaves twice")
        let underWay = tasks.values.filter { $0.last?["finished_s"] == "" }
        #expect(underWay.count == row.totals.inFlight, "\(row.label)")
        #expect(row.totals.inFlight + row.totals.all.completed == row.totals.arrived)
      }
    }
  }

  @Test func `tasks are the same at every controller`() async throws {
    try await TemporaryDirectory.run { directory in
      let first = try await FinishedRun.of(in: directory).hops().filter { $0["stage"] == "1" }
      let byTask = Dictionary(grouping: first) { $0["task"] ?? "" }
      for (task, rows) in byTask {
        #expect(rows.count == 5)
        for column in ["source", "sample", "sent_s"] {
          #expect(Set(rows.map { $0[column] }).count == 1, "task \(task), \(column)")
        }
      }
    }
  }

  @Test func `the summary is what the hops add up to`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(in: directory)
      let hops = try run.hops(), summary = try run.json("summary.json")
      for controller in summary["controllers"]?.array ?? [] {
        let label = try #require(controller["controller"]?.string)
        let tasks = Dictionary(grouping: hops.filter { $0["controller"] == label }) { $0["task"] ?? "" }
        let finished = tasks.values.filter { $0.last?["exited"] == "1" }
        let delays = finished.compactMap { rows in
          rows.last.flatMap { number($0, "finished_s") }.flatMap { end in
            number(rows[0], "sent_s").map { end - $0 }
          }
        }
        let mean = delays.reduce(0, +) / Double(delays.count)
        let right = finished.count { $0.last?["correct"] == "1" }
        let accuracy = Double(right) / Double(finished.count)
        #expect(controller["completed"]?.number == Double(finished.count))
        #expect(abs((controller["delay_mean_s"]?.number ?? .nan) - mean) < 1e-9, "\(label)")
        #expect(controller["accuracy"]?.number == accuracy, "\(label)")
        let objective = controller["objective_s"]?.number ?? .nan
        #expect(abs(objective - mean - 0.5 * (1 - accuracy)) < 1e-9, "\(label)")
        let sorted = delays.sorted(), rank = Int((0.95 * Double(sorted.count)).rounded(.up)) - 1
        #expect(abs((controller["delay_p95_s"]?.number ?? .nan) / sorted[rank] - 1) < 2e-3, "\(label)")
      }
    }
  }
}
