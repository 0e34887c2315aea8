import Testing

@testable import TraceIO

@Suite struct RequestImporterTests {
  static let requests = """
    {"timestamp": 0, "input_length": 3, "hash_ids": [0, [1, {"timestamp": 9}], "]}\\""]}
    {"input_length": 3, "timestamp": 0}
    {"timestamp": 2999.5, "nested": {"timestamp": 1}, "ok": true, "none": null}
    {"hash_ids": [], "timestamp": 6000}

    """

  @Test func `only the timestamp of the object itself counts, and ties are kept`() throws {
    let (report, text) = try imported("mooncake", ["a.jsonl": Self.requests], [.sources: "1"])
    #expect(text == "time_s,source\n0.0,0\n0.0,0\n2.9995,0\n6.0,0\n")
    #expect(
      "\(report)"
        == "imported 1 file, 4 of 4 rows as requests of 1 source; dropped nothing; found 1 tied timestamp")
  }

  @Test func `batches are dissolved only when asked for, and the report says so`() throws {
    let (report, text) = try imported(
      "mooncake", ["a.jsonl": Self.requests], [.sources: "1", .jitter: "3", .seed: "5"])
    let times = text.split(separator: "\n").dropFirst().compactMap { Double($0.dropLast(2)) }
    #expect(times.count == 4 && times == times.sorted() && Set(times).count == 4)
    #expect(times.filter { $0 < 3 }.count >= 2 && times.allSatisfy { $0 < 9 })
    #expect(
      "\(report)" == "imported 1 file, 4 of 4 rows as requests of 1 source; dropped nothing; "
        + "found 1 tied timestamp, 4 requests delayed by up to 3 s")
  }

  static let faults: [(String, String)] = [
    ("[1]", #"a.jsonl: line 1: found '[1]'; expected an object like {"timestamp": 27482, …}."#),
    (
      "{\"timestamp\": 1",
      #"a.jsonl: line 1: found '{"timestamp": 1'; expected an object like {"timestamp": 27482, …}."#
    ),
    (
      "{\"timestamp\": 1, \"timestamp\": 1}",
      "a.jsonl: line 1: found '{\"timestamp\": 1, \"timestamp\": 1}'; "
        + "expected an object like {\"timestamp\": 27482, …}."
    ),
    (
      "{\"timestamp\": \"1\"}",
      "a.jsonl: line 1: found '\"1\"'; expected a timestamp in milliseconds from the start, up to 9007199254."
    ),
    (
      "{\"timestamp\": -1}",
      "a.jsonl: line 1: found '-1'; expected a timestamp in milliseconds from the start, up to 9007199254."
    ),
    (
      "{\"timestamp\": 2}\n{\"timestamp\": 1}",
      "a.jsonl: line 2: found '{\"timestamp\": 1}'; expected a timestamp not "
        + "before the line above. Sort the lines by timestamp."
    ),
    (
      "{\"a\": \(String(repeating: "[", count: 100_000))",
      "a.jsonl: line 1: found '{\"a\": "
        + "\(String(repeating: "[", count: 54))…'; expected an object like {\"timestamp\": 27482, …}."
    ),
  ]
  @Test(arguments: faults)
  func `a faulty line is explained`(text: String, message: String) throws {
    #expect(try importError("mooncake", "a.jsonl", text) == message)
  }

  @Test(.enabled(if: hasDataset("mooncake-conversation"), "needs ../shared/datasets/mooncake-conversation"))
  func `the real Mooncake requests are imported`() throws {
    #expect(
      try checkImport("mooncake", "mooncake-conversation", oracle: "mooncake")
        == "imported 1 file, 12,031 of 12,031 rows as requests of 50 sources; dropped nothing; "
        + "found 10,851 tied timestamps; skipped 1 file that are no JSON lines")
  }

  @Test(.enabled(if: hasDataset("azure-llm-2023"), "needs ../shared/datasets/azure-llm-2023"))
  func `the real Azure requests are imported`() throws {
    #expect(
      try checkImport("azure-llm", "azure-llm-2023", oracle: "azure_llm")
        == "imported 1 file, 19,366 of 19,366 rows as requests of 50 sources; dropped nothing; "
        + "skipped 1 file that are no CSV")
  }
}
