import CounterRandom
import Foundation
import Testing
import TestSupport

/// Replays that end before their last slot, and go on.
@Suite struct InterruptionCommandTests {
  private static let options = ["replay", "scenario.yaml", "--hop-log", "--checkpoint-every", "5"]

  private func scenario(_ offramp: CommandLineTool, slots: Int) throws {
    var tiny = TinyScenario()
    (tiny.slots, tiny.slotSeconds) = (slots, 6 / Double(slots))
    tiny.controllers = ["{name: dto-ee}", "{name: uniform}"]
    try offramp.write(tiny)
    let straight = try offramp.run(Self.options + ["--output", "straight"])
    #expect(straight.status == 0, "\(straight)")
  }

  private func expectSame(_ offramp: CommandLineTool) throws {
    for name in ["manifest.json", "decisions.jsonl.zst", "hops.csv.zst", "summary.json"] {
      #expect(try offramp.bytes("straight/" + name) == offramp.bytes("run/" + name), "\(name)")
    }
    #expect(try offramp.names().filter { $0.hasPrefix("run") } == ["run"])
  }

  @Test(arguments: UInt64(1)...3)
  func `a replay that is killed at any instant goes on to the same bytes`(seed: UInt64) throws {
    try CommandLineTool.run { offramp in
      try scenario(offramp, slots: 30)
      let random = CounterRandom(seed: seed, stream: .synthesis)
      for kill in UInt64(0)..<2 {
        let process = try offramp.start(Self.options + ["--output", "run", "--resume"])
        usleep(UInt32(random.integer(kill, below: 400_000)))
        process.terminate(by: SIGKILL)
        if try offramp.names().contains("run") { try expectSame(offramp) }
      }
      if try !offramp.names().contains("run") {
        let last = try offramp.run(Self.options + ["--output", "run", "--resume"])
        #expect(last.status == 0, "\(last)")
      }
      try expectSame(offramp)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal finishes the slot, says how to go on and ends the process as it should`(signal: Int32) throws
  {
    try CommandLineTool.run { offramp in
      try scenario(offramp, slots: 300)
      let process = try offramp.start(Self.options + ["--output", "deep/run", "--progress", "json"])
      while try offramp.bytes(".stderr").isEmpty { usleep(1000) }
      let end = process.terminate(by: signal)
      #expect(end == .signal(signal))
      let lines = try String(decoding: offramp.bytes(".stderr"), as: UTF8.self).split(separator: "\n")
      let progress = try ParsedJSON(parsing: String(try #require(lines.first)))
      #expect(progress["type"]?.string == "progress" && progress["slots"] == .number(300))
      let last = try ParsedJSON(parsing: String(try #require(lines.last)))
      #expect(last["type"]?.string == "interrupted")
      #expect(
        last["resume"]?.string?.hasSuffix("--output deep/run --progress json --resume") == true, "\(lines)")
      #expect(
        try offramp.names() == [
          "arrivals.csv", "deep", "links.csv", "profile.csv", "scenario.yaml", "straight",
        ])
      let resumed = try offramp.run(Self.options + ["--output", "deep/run", "--resume"])
      #expect(resumed.status == 0, "\(resumed)")
      #expect(try offramp.bytes("deep/run/summary.json") == offramp.bytes("straight/summary.json"))
    }
  }

  @Test func `a file that cannot grow ends the replay in one line, and room lets it go on`() throws {
    try CommandLineTool.run { offramp in
      try scenario(offramp, slots: 30)
      // The system's limit on the size of a file, in blocks of 512 bytes, stands in for a full disk.
      for blocks in [4, 12] {
        let full = try offramp.run(Self.options + ["--output", "run"], blocksPerFile: blocks)
        #expect(full.status == 1, "\(full)")
        #expect(full.stderr.contains("(File too large)"), "\(full)")
        #expect(full.stderr.count { $0 == "\n" } == 1, "\(full)")
        #expect(try !offramp.names().contains("run"))
        let resumed = try offramp.run(Self.options + ["--output", "run", "--resume"])
        #expect(resumed.status == 0, "\(resumed)")
        try expectSame(offramp)
        try FileManager.default.removeItem(atPath: offramp.directory + "/run")
      }
    }
  }

  @Test func `a reader of stdout that went away costs nothing but the text`() throws {
    try CommandLineTool.run { offramp in
      try scenario(offramp, slots: 3)
      let outcome = try offramp.run(Self.options + ["--output", "run"], closingStdout: true)
      #expect(outcome.status == 0, "\(outcome)")
      try expectSame(offramp)
    }
  }

  @Test(arguments: [120, 40])
  func `a terminal shows one line, drawn anew, and nothing of it at the end`(columns: Int) throws {
    try CommandLineTool.run { offramp in
      try scenario(offramp, slots: 30)
      let options = ["replay", "scenario.yaml", "--format", "csv"]
      guard let shown = try offramp.onTerminal(columns: columns, options + ["--output", "run"]) else {
        print("no /usr/bin/script here: what a terminal shows is not checked")
        return
      }
      let drawn = shown.components(separatedBy: "\r").filter { $0.hasPrefix("slot ") }
      #expect(drawn.first?.hasPrefix("slot 1/30  0:01  ") == true, "\(shown)")
      let last = try #require(drawn.last)
      #expect(last.hasPrefix("slot 30/30  0:06  ") && last.hasSuffix("\u{1B}[K"), "\(shown)")
      #expect(drawn.allSatisfy { $0.count < columns + 3 && !$0.contains("\n") }, "\(shown)")
      if columns == 120 {
        #expect(last.contains(" tasks/s  ") && last.contains("x real time  ETA 0:00  dto-ee "), "\(shown)")
      }
      #expect(shown.contains("\r\u{1B}[Kcontroller,"), "the line is gone when the summary comes: \(shown)")
      let silent = try offramp.onTerminal(
        columns: columns, options + ["--output", "silent", "--progress", "none"])
      #expect(silent?.hasPrefix("controller,") == true)
    }
  }

  @Test func `a failed replay leaves no directory that it made for itself`() throws {
    try CommandLineTool.run { offramp in
      var tiny = TinyScenario()
      tiny.arrivals += "7,0,many\n"
      tiny.slots = 8
      try offramp.write(tiny)
      try offramp.makeFolder("kept")
      #expect(try offramp("replay", "scenario.yaml", "--output", "a/b/run").status == 1)
      #expect(try offramp("replay", "scenario.yaml", "--output", "kept/run").status == 1)
      #expect(try offramp.names() == ["arrivals.csv", "kept", "links.csv", "profile.csv", "scenario.yaml"])
    }
  }
}
