import Testing

/// `offramp traces`, against a catalog and a mirror of one small file.
@Suite struct TracesCommandTests {
  static let catalog = """
    offramp_catalog: 1
    data_sets:
      - name: tiny
        what: one file
        publisher: us
        page: https://example.org/tiny
        licence: CC0-1.0
        citation: nobody
        importer: azure-llm
        folder: tiny-folder
        derived: made here
        files:
          - path: a.csv
            sha256: c22267d14cbd943cebc6e3e8012115ea1beef891046a9f6360547101569ecb40

    """

  /// Runs `offramp traces` where the catalog lies; the mirror's file holds `content`.
  func run(
    _ arguments: [String], catalog: String = Self.catalog, content: String? = nil
  ) throws -> CommandLineTool.Outcome {
    try CommandLineTool.run { offramp in
      try offramp.write(catalog, to: "catalog.yaml")
      var mirror: [String] = []
      if let content {
        try offramp.write(content, to: "a.csv")
        mirror = ["--mirror", "mirror"]
        try offramp.makeFolder("mirror/tiny-folder")
        try offramp.write(content, to: "mirror/tiny-folder/a.csv")
      }
      let outcome = try offramp.run(["traces"] + arguments + mirror + ["--catalog", "catalog.yaml"])
      // Nothing of a fetch that failed has its final name.
      #expect(try outcome.status == 0 || !offramp.names().contains("out"), "\(outcome)")
      return outcome
    }
  }

  @Test func `list shows the catalog`() throws {
    let outcome = try run(["list"])
    #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
    try expectGolden(outcome.stdout, "traces-list")
  }

  @Test func `fetch copies from a mirror and says what comes next`() throws {
    let outcome = try run(["fetch", "tiny", "--output", "out"], content: "time_s,source\n0,a\n")
    #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
    try expectGolden(outcome.stdout, "traces-fetch")
  }

  @Test(
    arguments: [
      (["fetch", "tony", "--output", "out"], catalog, "time_s,source\n0,a\n", "traces-fetch-unknown"),
      (["fetch", "tiny", "--output", "out"], catalog, "time_s,source\n0,b\n", "traces-fetch-digest"),
      (["fetch", "tiny", "--output", "out"], catalog, nil, "traces-fetch-derived"),
      (["list"], "offramp_catalog: 2\n", nil, "traces-list-version"),
    ] as [([String], String, String?, String)])
  func `a failure is one line on stderr and status 1`(
    arguments: [String], catalog: String, content: String?, golden: String
  ) throws {
    let outcome = try run(arguments, catalog: catalog, content: content)
    #expect(outcome.status == 1 && outcome.stdout.isEmpty, "\(outcome)")
    #expect(outcome.stderr.split(separator: "\n").count == 1, "\(outcome)")
    try expectGolden(outcome.stderr, golden)
  }
}
