import Testing

@testable import TraceIO

@Suite struct FiblabCellsTests {
  static let header = "cell,patch,row,col,step,weekday,slot,traffic,users\n"
  /// Two slots a day, ordered by cell; a-0 has a gap and goes on after its first week, a-1 is silent.
  static let halfDays =
    header + """
      a-0,0,0,0,0,0,0,8,2
      a-0,0,0,0,1,0,1,4,0.5
      a-0,0,0,0,3,1,1,0,0
      a-0,0,0,0,14,0,0,6,1
      a-1,0,0,1,0,0,0,0,0
      a-1,0,0,1,1,0,1,0,0

      """
  /// Four slots a day; the last row is off its calendar, and one is there twice.
  static let quarterDays =
    header + """
      b-0,0,0,0,3,0,3,9,7
      b-0,0,0,0,0,0,0,1,3
      b-0,0,0,0,0,0,0,1,4
      b-0,0,0,0,1,0,2,1,1

      """

  @Test func `users become tasks per slot, ordered by time`() throws {
    let (report, text) = try imported("fiblab-cells", ["a.csv": Self.halfDays], [.factor: "0.001"])
    #expect(
      text == """
        time_s,source,tasks
        0.0,0,86.4
        0.0,1,0.0
        43200.0,0,21.6
        43200.0,1,0.0
        129600.0,0,0.0
        604800.0,0,43.2

        """)
    #expect(
      "\(report)" == "imported 1 file, 6 of 6 rows as 2 cells; dropped nothing; found 2 gaps, 1 silent cell, "
        + "1 jump back put in order, 1 row after the first week; 50 % zero")
  }

  @Test func `slots of different places are split into the shortest`() throws {
    let (report, text) = try imported(
      "fiblab-cells", ["a.csv": Self.halfDays, "b.csv": Self.quarterDays],
      [.column: "traffic", .factor: "0.5"])
    #expect(
      text == """
        time_s,source,tasks
        0.0,0,2.0
        0.0,1,0.0
        0.0,2,0.5
        21600.0,0,2.0
        21600.0,1,0.0
        21600.0,2,0.5
        43200.0,0,1.0
        43200.0,1,0.0
        64800.0,0,1.0
        64800.0,1,0.0
        64800.0,2,4.5
        129600.0,0,0.0
        151200.0,0,0.0
        604800.0,0,1.5
        626400.0,0,1.5

        """)
    #expect(
      "\(report)"
        == "imported 2 files, 10 rows turned into 15 as 3 cells; dropped 1 repeated step; found 2 gaps, "
        + "1 silent cell, 2 jumps back put in order, 1 row after the first week, 1 row off its calendar, "
        + "6 split slots; 40 % zero")
  }

  @Test func `an interval is a divisor of the slots`() throws {
    let users = Self.header + "a-0,0,0,0,0,0,0,8,2\n"
    let (_, text) = try imported("fiblab-cells", ["a.csv": users], [.interval: "28800"])
    #expect(text == "time_s,source,tasks\n0.0,0,57600.0\n28800.0,0,57600.0\n57600.0,0,57600.0\n")
    #expect(
      try importError("fiblab-cells", "a.csv", Self.halfDays, [.interval: "3601"])
        == "--interval: found 3601 s; expected a divisor of the slots of a, 43200 s. "
        + "Choose one, or import the places one by one.")
  }

  static let faults: [(String, String)] = [
    (
      "a-0,0,0,0,x,0,0,1,1", "a.csv: line 2: found 'x' in column step; expected a number."
    ),
    (
      "a-0,0,0,0,2147483647,0,0,1,1",
      "a.csv: line 2: found '2147483647' in column step; expected a step within 104 days. Count the steps from 0."
    ),
    ("a-0,0,0,0,0.5,0,0,1,1", "a.csv: line 2: found '0.5' in column step; expected a whole number from 0."),
    (
      "a-0,0,0,0,0,0,6,1,1",
      "a.csv: line 2: found 7 slots a day of a; expected slots that divide a day into whole seconds."
    ),
    (
      "a-0,0,0,0,0,0,0,1,-1",
      "a.csv: line 2: found '-1' in column users; expected 0 or more. Correct or drop the row."
    ),
    ("", "a.csv: line 1: found no row in 1 file; expected rows of cells."),
  ]
  @Test(arguments: faults)
  func `a faulty file is explained`(row: String, message: String) throws {
    #expect(try importError("fiblab-cells", "a.csv", Self.header + row + "\n") == message)
  }

  static let folder = "fiblab-mobile-traffic-cells"
  @Test(
    .enabled(if: hasDataset(folder), "needs ../shared/datasets/\(folder)"),
    .enabled(if: testsCities, "needs OFFRAMP_CITY_TESTS=1"))
  func `users of three real cities are imported`() throws {
    #expect(
      try realImport("", column: "users", factor: "0.01")
        == "imported 3 files, 371,280 rows turned into 915,936 as 1,072 cells; dropped nothing; found 281 silent cells, "
        + "1,071 jumps back put in order, 67,536 rows after the first week, 300,720 split slots; 25 % zero; "
        + "skipped 1 file that are no CSV")
  }

  @Test(.enabled(if: hasDataset(folder), "needs ../shared/datasets/\(folder)"))
  func `traffic of one real city is imported`() throws {
    #expect(
      try realImport("/NJ_train.csv.zst", column: "traffic", factor: "0.001")
        == "imported 1 file, 70,560 of 70,560 rows as 96 cells; dropped nothing; found 45 silent cells, "
        + "95 jumps back put in order, 6,048 rows after the first week; 47 % zero")
  }

  private func realImport(_ file: String, column: String, factor: String) throws -> String {
    try checkImport(
      "fiblab-cells", Self.folder + file, [.column: column, .factor: factor], oracle: "fiblab_cells",
      [column, factor])
  }
}
