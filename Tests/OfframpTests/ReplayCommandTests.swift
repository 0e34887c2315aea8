import Foundation
import Testing
import TestSupport

@Suite struct ReplayCommandTests {
  @Test func `replay prints an aligned table and where the run is`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      let outcome = try offramp("replay", "scenario.yaml", "--output", "out", "--hop-log")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.stderr.isEmpty, "no progress bar in a pipe: \(outcome)")
      let lines = outcome.stdout.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      #expect(lines[0] == "tiny: made by a test", "\(outcome)")
      let table = lines[2..<9]
      #expect(table.first?.hasPrefix("controller") == true, "\(outcome)")
      #expect(Set(table.map(\.count)).count == 1, "rows of equal length: \(outcome)")
      #expect(
        Set(table.dropFirst(2).compactMap { $0.split(separator: " ").first }) == [
          "dto-ee", "dto-ee-curvature", "computing-first", "bandwidth-first", "uniform",
        ])
      let objectives = table.dropFirst(2).compactMap { line in
        let cells = line.split(separator: " ").filter { $0 != "*" }
        return cells.count > 7 ? Double(cells[7]) : nil
      }
      #expect(objectives.count == 5 && objectives == objectives.sorted(), "by objective: \(outcome)")
      #expect(lines.suffix(2) == ["run directory: out", ""], "\(outcome)")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: offramp.directory + "/out").sorted() == [
          "decisions.jsonl.zst", "hops.csv.zst", "manifest.json", "summary.json", "timings.csv",
        ])
    }
  }

  @Test func `options choose controllers, slots and seed, and the manifest says so`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      let outcome = try offramp(
        "replay", "scenario.yaml", "--controllers", "uniform,dto-ee", "--epochs", "2", "--seed", "9",
        "--decision-detail", "full", "--format", "json")
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      let summary = try ParsedJSON(parsing: outcome.stdout)
      #expect(outcome.stdout.count { $0 == "\n" } == 1, "JSON on one line")
      #expect(summary["controllers"]?.array.map { $0["controller"]?.string } == ["uniform", "dto-ee"])
      #expect(summary["slots"] == .number(2))
      let manifest = try JSONDecoder().decode(
        ParsedJSON.self, from: try offramp.bytes("runs/tiny/manifest.json"))
      #expect(manifest["seed"] == .number(9))
      #expect(manifest["scenario"]?["slots"] == .number(2))
      #expect(
        manifest["command"]?.string
          == "offramp replay scenario.yaml --controllers uniform,dto-ee --epochs 2 --seed 9 "
          + "--decision-detail full")
    }
  }

  @Test func `csv has a header and a row per controller, all of the same columns`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      let outcome = try offramp("replay", "scenario.yaml", "--format", "csv", "--threads", "1")
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      let rows = outcome.stdout.split(separator: "\n").map { $0.split(separator: ",").count }
      #expect(rows == [10, 10, 10, 10, 10, 10], "\(outcome)")
    }
  }

  @Test func `the printed summary is the one in the run directory, whatever the threads`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      let one = try offramp(
        "replay", "scenario.yaml", "--format", "json", "--threads", "1", "--output", "a")
      let four = try offramp(
        "replay", "scenario.yaml", "--format", "json", "--threads", "4", "--output", "b")
      #expect(one.stdout == four.stdout, "\(one)\n\(four)")
      for name in ["summary.json", "manifest.json", "decisions.jsonl.zst"] {
        #expect(try offramp.bytes("a/" + name) == offramp.bytes("b/" + name), "\(name)")
      }
      let stored = try JSONDecoder().decode(ParsedJSON.self, from: try offramp.bytes("a/summary.json"))
      #expect(try ParsedJSON(parsing: one.stdout) == stored)
    }
  }

  @Test func `a trace that ends early is a warning, not a failure`() throws {
    try CommandLineTool.run { offramp in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      tiny.slots = 9
      try offramp.write(tiny)
      let outcome = try offramp("replay", "scenario.yaml")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(
        outcome.stderr
          == "warning: arrivals.csv ends at 7.0 s; the replay went on to 9.0 s without arrivals\n",
        "\(outcome)")
    }
  }

  @Test func `a run is replaced only when asked to`() throws {
    try CommandLineTool.run { offramp in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      try offramp.write(tiny)
      #expect(try offramp("replay", "scenario.yaml", "--output", "out").status == 0)
      let again = try offramp("replay", "scenario.yaml", "--output", "out")
      #expect(again.status == 1 && again.stdout.isEmpty, "\(again)")
      #expect(
        again.stderr == "error: out: found something of that name already; expected a new directory. "
          + "Choose another --output, or pass --overwrite to replace a run.\n", "\(again)")
      #expect(try offramp("replay", "scenario.yaml", "--output", "out", "--overwrite").status == 0)
    }
  }

  /// What is written over a sound file, and what replay says of it.
  @Test(arguments: [
    (
      "scenario.yaml", nil as String?,
      "scenario.yaml: found no such file; expected a file to read. Check the path."
    ),
    (
      "scenario.yaml", "",
      "scenario.yaml: byte 0: found an empty file; expected text, plain or compressed with zstd. Copy or "
        + "write it again."
    ),
    (
      "scenario.yaml", "offramp_scenario: 1\nnaem: x\n",
      "scenario.yaml: line 1: found no key 'exit_profile'; expected it."
    ),
    (
      "scenario.yaml", "offramp_scenario: \"a\\nb\"\n",
      "scenario.yaml: line 1: found 'a\\u{a}b' at offramp_scenario; expected a whole number from 1."
    ),
    ("links.csv", nil, "links.csv: found no such file; expected a file to read. Check the path."),
    (
      "links.csv", "time_s,link,bits_per_s\n0,0,-1\n",
      "links.csv: line 2: found '-1' in column bits_per_s; expected 0 or more. Correct or drop the row."
    ),
    (
      "links.csv", "time_s,link,bits_per_s\n0,0,1\n",
      "links.csv: found 1 link, fewer than the arcs into stage 1; expected one per arc. Bind "
        + "round-robin or hash."
    ),
    (
      "arrivals.csv", "time_s,source,tasks\n0,0,nan\n",
      "arrivals.csv: line 2: found 'nan' in column tasks; expected a finite number. Drop the row, "
        + "or write 0 for nothing."
    ),
    (
      "arrivals.csv", "time_s,source,tasks\n0,7,1\n",
      "arrivals.csv: found source 7, more sources than the 4 devices of the scenario; expected "
        + "sources below 4. Raise devices, or bind round-robin or hash."
    ),
    (
      "arrivals.csv", "time_s,source\n",
      "arrivals.csv: line 1: found a header but no rows; expected at least one row."
    ),
    (
      "profile.csv", "stage_1_correct\n1\n",
      "profile.csv: line 1: found stages up to stage_1_correct; expected stage_3_correct as the "
        + "last stage. A profile needs as many stages as the scenario has."
    ),
  ])
  func `a faulty input is one line on stderr, status 1 and no output`(
    file: String, content: String?, message: String
  ) throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      try FileManager.default.removeItem(atPath: offramp.directory + "/" + file)
      if let content { try offramp.write(content, to: file) }
      let before = try offramp.names()
      let outcome = try offramp("replay", "scenario.yaml", "--output", "out")
      #expect(outcome.status == 1 && outcome.stdout.isEmpty, "\(outcome)")
      #expect(outcome.stderr == "error: \(message)\n", "\(outcome)")
      #expect(try offramp.names() == before)
    }
  }
}
