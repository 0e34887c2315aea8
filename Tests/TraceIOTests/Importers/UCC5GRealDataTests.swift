import Testing
import TraceIO

/// Imports of the UCC drives, where the data set is beside the package.
@Suite struct UCC5GRealDataTests {
  @Test(
    .enabled(if: hasDataset("ucc-5g-production"), "needs ../shared/datasets/ucc-5g-production"),
    arguments: [
      (
        "", nil as String?,
        "imported 64 files, 139,387 of 145,699 rows as 64 links; dropped 6,310 repeated timestamps, "
          + "2 backward steps; found 14,949 gaps; 45 % zero; skipped 2 files that are no CSV"
      ),
      (
        "/Download", "D",
        "imported 16 files, 29,747 of 33,238 rows as 16 links; dropped 268 rows in another state, "
          + "3,223 repeated timestamps; found 4,866 gaps; 2 % zero"
      ),
    ])
  func `ucc-5g drives are imported`(folder: String, state: String?, report: String) throws {
    let found = try checkImport(
      "ucc-5g", "ucc-5g-production" + folder, state.map { [.state: $0] } ?? [:], oracle: "ucc_5g",
      state.map { [$0] } ?? [])
    #expect(found == report)
  }
}
