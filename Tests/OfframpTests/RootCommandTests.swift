import Testing

@Suite struct RootCommandTests {
  @Test(arguments: [
    ([], "help"), (["--help"], "help"), (["help"], "help"), (["replay", "--help"], "help-replay"),
    (["help", "replay"], "help-replay"), (["decide", "--help"], "help-decide"),
    (["controllers", "--help"], "help-controllers"), (["report", "--help"], "help-report"),
    (["diff", "--help"], "help-diff"), (["log", "--help"], "help-log"), (["tune", "--help"], "help-tune"),
  ])
  func `help is on stdout`(arguments: [String], golden: String) throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp.run(arguments)
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      try expectGolden(outcome.stdout, golden)
    }
  }

  @Test func `controllers lists every controller with its settings`() throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp("controllers")
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      try expectGolden(outcome.stdout, "controllers")
    }
  }

  @Test(arguments: [
    (["repaly"], "Error: Unexpected argument 'repaly'"),
    (["replay"], "Error: Missing expected argument '<scenario>'"),
    (["replay", "x.yaml", "--slots", "3"], "Error: Unknown option '--slots'"),
    (["replay", "x.yaml", "--threads", "0"], "Error: --threads needs a number from 1, got 0"),
    (
      ["replay", "x.yaml", "--from", "noon"],
      "Error: --from takes decimal seconds from 0 to 9007199.254740992, not 'noon'."
    ),
    (["replay", "x.yaml", "--epochs", "0"], "Error: --epochs needs a number from 1, got 0"),
    (
      ["replay", "x.yaml", "--seed", "18446744073709551615"],
      "Error: --seed needs a number below 10^15, got 18446744073709551615"
    ),
    (
      ["replay", "x.yaml", "--seed", "one"],
      "Error: The value 'one' is invalid for '--seed <seed>'"
    ),
    (
      ["replay", "x.yaml", "--format", "xml"],
      "Error: The value 'xml' is invalid for '--format <format>'. Please provide one of 'table', "
        + "'json' or 'csv'."
    ),
    (["decide", "x.json"], "Error: Missing expected argument '--controller <controller>'"),
    (["controllers", "all"], "Error: Unexpected argument 'all'"),
  ])
  func `a wrong command line is status 2 and says why`(arguments: [String], message: String) throws {
    try CommandLineTool.run { offramp in
      let outcome = try offramp.run(arguments)
      #expect(outcome.status == 2 && outcome.stdout.isEmpty, "\(outcome)")
      #expect(outcome.stderr.split(separator: "\n").first.map(String.init) == message, "\(outcome)")
      #expect(try offramp.names() == [])
    }
  }
}
