import Testing
import TestSupport
import TraceIO

@testable import Replay

/// Replays that begin in the middle of their traces.
@Suite struct EntryTimeTests {
  /// Links with names, one of which begins late, and arrivals of events or counts.
  private func scenario(_ binding: String, events: Bool) -> TinyScenario {
    var tiny = TinyScenario()
    tiny.slots = 3
    tiny.linkBinding = binding
    tiny.controllers = ["{name: dto-ee}", "{name: uniform}"]
    let lines = tiny.links.split(separator: "\n")
    tiny.links =
      lines.prefix(1).joined() + "\n"
      + lines.dropFirst().map { $0.split(separator: ",") }
      .filter { $0[1] != "3" || (Double($0[0]) ?? 0) >= 2 }
      .map { "\($0[0]),link \($0[1]),\($0[2])\n" }.joined()
    if events {
      tiny.arrivals = "time_s,source\n" + (0..<280).map { "\(Double($0) / 40),\($0 * $0 % 4)\n" }.joined()
    }
    return tiny
  }

  @Test(arguments: ["identity", "round-robin", "hash"], [1.25, 3])
  func `entering at a time is replaying the traces sliced there and shifted to 0`(
    binding: String, seconds: Double
  ) async throws {
    try await TemporaryDirectory.run { directory in
      for events in [false, true] {
        var whole = try ScenarioReader.read(
          try scenario(binding, events: events).write(to: directory, folder: "\(events)"))
        whole.arrivals.intervalSeconds = nil
        whole.arrivals.scale = events ? 0.7 : 1
        whole.fromNanoseconds = Int64(seconds * 1e9)
        var cut = whole
        cut.fromNanoseconds = 0
        let range = whole.fromNanoseconds..<TraceTime.latestNanoseconds
        let links = directory.file("\(events)/links.csv")
        _ = try TraceSlice.copy(links, range, isRebasing: true, to: directory.file("cut-links.csv.zst"))
        _ = try TraceSlice.copy(
          whole.arrivals.file, range, isRebasing: true, to: directory.file("cut-arrivals.csv.zst"))
        cut.stages[0].bandwidth = .trace(
          file: directory.file("cut-links.csv.zst"),
          binding: try #require(ArcBinding.Rule(rawValue: binding)), scale: 1)
        cut.arrivals.file = directory.file("cut-arrivals.csv.zst")
        let one = try await FinishedRun.of(whole, in: directory, .init(output: "one\(events)"))
        let other = try await FinishedRun.of(cut, in: directory, .init(output: "other\(events)"))
        for name in ["decisions.jsonl.zst", "hops.csv.zst", "summary.json"] {
          #expect(try one.bytes(name) == other.bytes(name), "\(name), events \(events)")
        }
        #expect(try one.json("manifest.json")["scenario"]?["from_s"] == .number(seconds))
        #expect(one.summary.rows[0].totals.arrived > 30)
      }
    }
  }

  @Test func `arrivals may enter at a time of their own`() async throws {
    try await TemporaryDirectory.run { directory in
      var whole = try ScenarioReader.read(
        try scenario("hash", events: false).write(to: directory, folder: "in"))
      whole.arrivals.intervalSeconds = nil
      var cut = whole
      whole.arrivals.fromNanoseconds = 2_500_000_000
      _ = try TraceSlice.copy(
        whole.arrivals.file, 2_500_000_000..<TraceTime.latestNanoseconds, isRebasing: true,
        to: directory.file("cut.csv"))
      cut.arrivals.file = directory.file("cut.csv")
      let one = try await FinishedRun.of(whole, in: directory, .init(output: "one"))
      let other = try await FinishedRun.of(cut, in: directory, .init(output: "other"))
      #expect(try one.bytes("decisions.jsonl.zst") == other.bytes("decisions.jsonl.zst"))
      #expect(try one.json("manifest.json")["scenario"]?["arrivals"]?["from_s"] == .number(2.5))
    }
  }

  @Test func `a replay from 0 is a replay, and from elsewhere another`() async throws {
    try await TemporaryDirectory.run { directory in
      var scenario = try ScenarioReader.read(
        try scenario("hash", events: false).write(to: directory, folder: "in"))
      let first = try await FinishedRun.of(scenario, in: directory, .init(output: "first"))
      scenario.fromNanoseconds = 2_000_000_000
      let later = try await FinishedRun.of(scenario, in: directory, .init(output: "later"))
      #expect(try first.json("manifest.json")["scenario"]?["from_s"] == .number(0))
      #expect(try first.bytes("hops.csv.zst") != later.bytes("hops.csv.zst"))
    }
  }

  @Test(arguments: ["identity", "round-robin", "hash"], ["arrivals", "links"])
  func `behind the end of a trace there is nothing to replay`(binding: String, ended: String) async throws {
    await #expect(throws: InputError.self) {
      try await TemporaryDirectory.run { directory in
        var tiny = scenario(binding, events: false)
        if ended == "links" { tiny.arrivals += "50,1,3\n" } else { tiny.links += "50,link 1,1000000\n" }
        var scenario = try ScenarioReader.read(try tiny.write(to: directory, folder: "in"))
        scenario.fromNanoseconds = 7_000_000_001
        do {
          _ = try await FinishedRun.of(scenario, in: directory)
        } catch {
          #expect(
            directory.text(of: error)
              == "in/\(ended).csv: found no row from 7.000000001 s on; expected at least one. "
              + "See 'offramp trace inspect' for the times it spans.")
          #expect(try directory.names() == ["in"])
          throw error
        }
      }
    }
  }

  @Test func `a trace that ends early is warned of in its own time`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      tiny.slots = 3
      var scenario = try ScenarioReader.read(try tiny.write(to: directory, folder: "in"))
      scenario.fromNanoseconds = 6_000_000_000
      let run = try await FinishedRun.of(scenario, in: directory)
      #expect(
        run.warning.map { $0.replacing(directory.path + "/", with: "") }
          == "in/arrivals.csv ends at 7.0 s; the replay went on to 9.0 s without arrivals")
    }
  }
}
