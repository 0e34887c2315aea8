import Controllers
import Foundation
import Testing
import TestSupport

@testable import Replay

/// What every controller must obey in a replay, whatever the network looks like.
@Suite struct ControllerReplayTests {
  private var everyController: TinyScenario {
    var tiny = TinyScenario()
    tiny.controllers = EveryController.entries()
    return tiny
  }

  /// Arrived tasks are completed or in flight, once, at every controller alike.
  private func expectConserved(_ run: FinishedRun) throws {
    let rows = run.summary.rows
    #expect(Set(rows.map(\.totals.arrived)).count == 1, "all meet the same tasks")
    for row in rows {
      #expect(row.totals.all.completed + row.totals.inFlight == row.totals.arrived, "\(row.label)")
    }
  }

  /// Servers serve one task at a time in order of arrival, and nothing arrives over a link while its rate is 0.
  private func expectOrder(_ hops: [[String: String]], outages: (_ time: Double, _ arc: Int) -> Bool) {
    func number(_ hop: [String: String], _ key: String) -> Double? { hop[key].flatMap(Double.init) }
    let servers = Dictionary(grouping: hops) {
      "\($0["controller"] ?? "") \($0["stage"] ?? "")/\($0["node"] ?? "")"
    }
    for (server, visits) in servers {
      let served = visits.filter { $0["started_s"] != "" }.sorted {
        (number($0, "arrived_s") ?? 0, number($0, "task") ?? 0)
          < (number($1, "arrived_s") ?? 0, number($1, "task") ?? 0)
      }
      for (before, after) in zip(served, served.dropFirst()) {
        let free = number(before, "finished_s") ?? .infinity, start = number(after, "started_s") ?? 0
        #expect(start >= free - 1e-9, "\(server): two services overlap")
      }
    }
    for hop in hops where hop["stage"] == "1" {
      guard let arrived = number(hop, "arrived_s"), let source = number(hop, "source"),
        let node = number(hop, "node")
      else { continue }
      // 2 ms of propagation; a transmission may end at the very instant at which an outage begins.
      let end = arrived - 0.002 - 1e-6
      #expect(!outages(end, Int(3 * source + node)), "task \(hop["task"] ?? "") arrives during an outage")
    }
  }

  @Test func `capacity and outages are respected, and no task is lost`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(everyController, in: directory)
      try expectConserved(run)
      expectOrder(try run.hops()) { time, link in (3 * Int(2 * time) + link) % 11 == 0 }
      for record in try run.records("decision") {
        for shares in record["strategy"]?.array.flatMap(\.array) ?? [] {
          #expect((shares.number ?? -1) >= 0)
        }
      }
    }
  }

  @Test(arguments: ["layers", "events"])
  func `neither the engine nor the number of threads shows`(engine: String) async throws {
    try await TemporaryDirectory.run { directory in
      let path = try everyController.write(to: directory, folder: "in")
      func run(_ engine: String, threads: Int) async throws -> FinishedRun {
        let scenario = try ScenarioReader.read(path).replacing(
          seed: nil, slots: 3, controllers: nil, engine: engine)
        return try await FinishedRun.of(
          scenario, in: directory, .init(output: "\(engine)-\(threads)", threads: threads))
      }
      let one = try await run("events", threads: 1), other = try await run(engine, threads: 3)
      for file in ["hops.csv.zst", "decisions.jsonl.zst", "summary.json"] {
        #expect(try one.bytes(file) == other.bytes(file), "\(file)")
      }
    }
  }

  @Test func `without arrivals nothing happens`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = everyController
      tiny.arrivals = TinyScenario.arrivals { _, _ in 0 }
      let run = try await FinishedRun.of(tiny, in: directory)
      #expect(run.summary.rows.allSatisfy { $0.totals.arrived == 0 && $0.objectiveSeconds == nil })
      #expect(run.summary.ranked.map(\.label) == run.summary.rows.map(\.label))
    }
  }

  @Test func `behind a dead stage tasks wait and are counted`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = everyController
      tiny.links = TinyScenario.links { _, _ in 0 }
      let run = try await FinishedRun.of(tiny, in: directory)
      try expectConserved(run)
      for row in run.summary.rows {
        #expect(row.totals.inFlight == row.totals.arrived && row.totals.arrived > 50, "\(row.label)")
      }
      #expect(try run.hops().allSatisfy { $0["arrived_s"] == "" && $0["stage"] == "1" })
    }
  }

  @Test(arguments: [(1, [1]), (1, [1, 1, 1]), (3, [Int](repeating: 2, count: 10))])
  func `one device, one server and ten stages are survived`(devices: Int, servers: [Int]) async throws {
    try await TemporaryDirectory.run { directory in
      let path = try Self.write(devices: devices, servers: servers, to: directory)
      let run = try await FinishedRun.of(try ScenarioReader.read(path), in: directory)
      try expectConserved(run)
      for row in run.summary.rows {
        #expect(Double(row.totals.all.completed) > 0.9 * Double(row.totals.arrived), "\(row.label)")
      }
    }
  }

  /// A scenario of any shape: 8 tasks a second at each device, servers of 5 ms, links of 8 ms.
  private static func write(devices: Int, servers: [Int], to directory: TemporaryDirectory) throws -> String {
    let stages = 1...servers.count
    let exits = stages.dropLast().map { "stage_\($0)_confidence,stage_\($0)_correct," }.joined()
    for (name, power) in [("profile.csv", 1), ("other.csv", 2)] {
      let rows = (0..<16).map { sample -> String in
        let ease = Double(sample) / 16
        return stages.dropLast().map { stage in
          let confidence = ease + (1 - ease) * Double(stage) / Double(servers.count)
          return "\(power == 1 ? confidence : confidence * confidence),\(sample % 2),"
        }.joined() + "1\n"
      }
      try directory.write(exits + "stage_\(servers.count)_correct\n" + rows.joined(), to: "in/\(name)")
    }
    let counts = (0..<4).flatMap { time in (0..<devices).map { "\(time),\($0),8\n" } }
    try directory.write("time_s,source,tasks\n" + counts.joined(), to: "in/arrivals.csv")
    return try directory.write(
      """
      offramp_scenario: 1
      name: shape
      seed: 3
      slot_s: 1
      slots: 5
      link_model: queue
      exit_profile: {file: profile.csv, thresholds: {from: 0.2, to: 1.0, step: 0.1}}
      devices: \(devices)
      arrivals: {trace: arrivals.csv, nominal_per_s: \(8 * devices)}
      stages:

      """
        + servers.map {
          "  - {work_flop: 5.0e+6, input_bytes: 1000, link: {bits_per_s: 1.0e+6}, "
            + "servers: [{board: one, count: \($0), flop_per_s: 1.0e+9}]}\n"
        }.joined() + "controllers:\n" + EveryController.entries().map { "  - \($0)\n" }.joined(),
      to: "in/scenario.yaml")
  }
}
