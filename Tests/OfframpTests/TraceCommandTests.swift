import Foundation
import Testing

@Suite struct TraceCommandTests {
  @Test func `import reports what it did and writes the trace`() throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp(
        "trace", "import", "ucc-5g", packageRoot + "/Tests/Fixtures/ucc-5g", "--output", "links.csv.zst")
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      #expect(
        outcome.stdout
          == "imported 2 files, 6 of 9 rows as 2 links; dropped 1 missing rate, 1 repeated timestamp, "
          + "1 backward step; found 2 gaps; 33 % zero; skipped 1 file that are no CSV\n", "\(outcome)")
      #expect(try offramp.names() == ["links.csv.zst"])
    }
  }

  @Test(arguments: ["links", "arrivals"], ["table", "json"])
  func `inspect says what a trace holds`(sample: String, format: String) throws {
    try CommandLineTool.run { offramp in
      let trace = packageRoot + "/Traces/sample/synthetic-\(sample).csv.zst"
      let outcome = try offramp("trace", "inspect", trace, "--series", "3", "--format", format)
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      try expectGolden(
        outcome.stdout.replacing(packageRoot + "/", with: ""), "inspect-\(sample)-\(format)")
    }
  }

  @Test func `inspect prints tables of events`() throws {
    try CommandLineTool.run { offramp in
      let times = (0..<40).map { "\(Double($0 * $0 % 97) / 4)" }.sorted {
        (Double($0) ?? 0) < (Double($1) ?? 0)
      }
      let rows = times.enumerated().map { "\($1),\(["a", "b"][$0 % 3 / 2])\n" }
      try offramp.write("time_s,source\n" + rows.joined(), to: "t.csv")
      let outcome = try offramp("trace", "inspect", "t.csv", "--series", "1", "--step", "0.5")
      #expect(outcome.status == 0, "\(outcome)")
      try expectGolden(outcome.stdout, "inspect-events-table")
    }
  }

  @Test func `slice cuts a trace and says how much`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write("time_s,source\n0,a\n1,a\n1,b\n2,c\n", to: "t.csv")
      let outcome = try offramp("trace", "slice", "t.csv", "--from", "1", "--to", "2", "--output", "out.csv")
      #expect(outcome.status == 0 && outcome.stdout == "wrote 2 rows to out.csv\n", "\(outcome)")
      #expect(try offramp.bytes("out.csv") == Data("time_s,source\n1.0,a\n1.0,b\n".utf8))
    }
  }

  @Test func `inspect shows that a sample is synthetic`() throws {
    try CommandLineTool.run { offramp in
      let sample = packageRoot + "/Traces/sample/synthetic-links.csv.zst"
      let outcome = try offramp("trace", "inspect", sample, "--format", "json")
      #expect(
        outcome.status == 0
          && outcome.stdout.contains(#""notes": ["offramp synthetic trace: seed 1"#.dropLast()), "\(outcome)")
    }
  }

  @Test func `a faulty input is one line on stderr and status 1`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write("time_s,source\n2,a\n1,a\n", to: "t.csv")
      let outcome = try offramp("trace", "inspect", "t.csv")
      #expect(outcome.status == 1 && outcome.stdout.isEmpty, "\(outcome)")
      #expect(
        outcome.stderr
          == "error: t.csv: line 3: found time 1 s after 2 s on the row above; expected times in order. "
          + "Sort the rows by time_s.\n", "\(outcome)")
    }
  }

  @Test func `a failed import leaves no file behind`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write("TIMESTAMP\n2023-11-16 18:15:46\n2023-11-16 18:15:45\n", to: "t.csv")
      let outcome = try offramp("trace", "import", "azure-llm", "t.csv", "--output", "out.csv")
      #expect(outcome.status == 1 && outcome.stderr.hasPrefix("error: t.csv: line 3: found "), "\(outcome)")
      #expect(try offramp.names() == ["t.csv"])
    }
  }

  @Test(arguments: [
    (["trace", "import", "ucc-5g", "x"], "Error: Missing expected argument '--output <output>'"),
    (
      ["trace", "import", "milan", "x", "-o", "y"],
      "Error: there is no kind 'milan'; kinds are ucc-5g, "
    ),
    (
      ["trace", "inspect", "x", "--format", "xml"],
      "Error: The value 'xml' is invalid for '--format <format>'. Please provide one of 'table' and 'json'."
    ),
    (
      ["trace", "slice", "x", "--from", "2", "--to", "1", "-o", "y"], "Error: --from must be before --to."
    ),
    (
      ["trace", "slice", "x", "--from", "noon", "--to", "1", "-o", "y"],
      "Error: --from takes decimal seconds from 0 to 9007199.254740992, not 'noon'."
    ),
    (["trace", "inspect"], "Error: Missing expected argument '<file>'"),
    (
      ["trace", "inspect", "x", "--series", "1025"], "Error: --series needs a number from 0 to 1024, got 1025"
    ),
    (["trace", "inspect", "x", "--step", "0"], "Error: --step takes decimal seconds above 0, not '0'."),
    (["trade"], "Error: Unexpected argument 'trade'"),
  ])
  func `a wrong command line is status 2`(arguments: [String], message: String) throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp.run(arguments)
      #expect(outcome.status == 2 && outcome.stdout.isEmpty, "\(outcome)")
      #expect(outcome.stderr.split(separator: "\n").first?.hasPrefix(message) == true, "\(outcome)")
    }
  }

  @Test func `a reader that goes away is no failure`() throws {
    try CommandLineTool.run { offramp in
      let sample = packageRoot + "/Traces/sample/synthetic-links.csv.zst"
      let outcome = try offramp.run(["trace", "inspect", sample, "--format", "json"], closingStdout: true)
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
    }
  }

  @Test func `synthesize makes the same bytes for the same seed`() throws {
    try CommandLineTool.run { offramp in
      for name in ["a.csv.zst", "b.csv.zst"] {
        let outcome = try offramp(
          "trace", "synthesize", "arrivals", "--sources", "3", "--seconds", "20", "--seed", "9", "--output",
          name)
        #expect(
          outcome.status == 0 && outcome.stdout == "wrote 60 synthetic rows of 3 sources to \(name)\n",
          "\(outcome)")
      }
      #expect(try offramp.bytes("a.csv.zst") == offramp.bytes("b.csv.zst"))
    }
  }

  @Test func `help names the kinds and gives an example`() throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp("trace", "import", "--help")
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      #expect(
        outcome.stdout.hasPrefix("OVERVIEW: Turn the files of a public data set into one trace.\n"),
        "\(outcome)")
      #expect(
        outcome.stdout.contains(
          "Example: offramp trace import ucc-5g Download --state D --output links.csv.zst\n"),
        "\(outcome)")
    }
  }

  @Test(arguments: [
    ["--help"], ["trace", "--help"], ["trace", "inspect", "--help"],
    ["trace", "synthesize", "bandwidth", "--help"],
  ])
  func `help goes to stdout with status 0`(arguments: [String]) throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp.run(arguments)
      #expect(
        outcome.status == 0 && outcome.stderr.isEmpty && outcome.stdout.hasPrefix("OVERVIEW: "), "\(outcome)")
    }
  }
}
