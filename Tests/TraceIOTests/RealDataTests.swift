import Testing
import TraceIO

/// Imports of the real data sets, where they are beside the package; the counts are those of an independent script.
@Suite struct RealDataTests {
  @Test(
    .enabled(if: hasDataset("ucc-5g-production"), "needs ../shared/datasets/ucc-5g-production"),
    arguments: [
      (
        "", nil as String?,
        "imported 64 files, 139,387 of 145,699 rows as 64 links; dropped 6,310 repeated timestamps, "
          + "2 backward steps; found 14,949 gaps; 45 % zero; skipped 2 files that are no CSV", 1_628_658_561e3
      ),
      (
        "/Download", "D",
        "imported 16 files, 29,747 of 33,238 rows as 16 links; dropped 268 rows in another state, "
          + "3,223 repeated timestamps; found 4,866 gaps; 2 % zero", 1_465_870_239e3
      ),
      (
        "/Download", nil,
        "imported 16 files, 29,980 of 33,238 rows as 16 links; dropped 3,258 repeated timestamps; "
          + "found 4,799 gaps; 3 % zero", 1_465_930_234e3
      ),
    ])
  func `ucc-5g drives are imported`(folder: String, state: String?, report: String, total: Double) throws {
    try TemporaryDirectory.run { directory in
      let output = directory.file("links.csv.zst")
      let found = try TraceImporters.run(
        "ucc-5g", inputs: [datasets + "/ucc-5g-production" + folder], output: output,
        options: ImportOptions(state: state))
      #expect("\(found)" == report)
      let links = try LinkTrace.load(path: output)
      #expect(links.reduce(0) { $0 + $1.bitsPerSecond.reduce(0, +) } == total)
      #expect(links.allSatisfy { $0.timeNanoseconds.first == 0 })
    }
  }

  @Test(.enabled(if: hasDataset("azure-llm-2023"), "needs ../shared/datasets/azure-llm-2023"))
  func `azure-llm requests are imported`() throws {
    try TemporaryDirectory.run { directory in
      let output = directory.file("requests.csv.zst")
      let report = try TraceImporters.run(
        "azure-llm", inputs: [datasets + "/azure-llm-2023/AzureLLMInferenceTrace_conv.csv.zst"],
        output: output,
        options: ImportOptions())
      #expect(
        "\(report)" == "imported 1 file, 19,366 of 19,366 rows as requests of 50 sources; dropped nothing")
      let inspection = try TraceInspection(path: output)
      #expect(
        inspection.kind == .arrivalEvents && inspection.all.rows == 19_366 && inspection.seriesCount == 50)
      // 18:15:46.6805900 to 19:14:08.4025270
      #expect(inspection.firstNanoseconds == 0 && inspection.lastNanoseconds == 3_501_721_937_000)
    }
  }
}
