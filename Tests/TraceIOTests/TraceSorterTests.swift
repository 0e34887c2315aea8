import CounterRandom
import Testing

@testable import TraceIO

@Suite struct TraceSorterTests {
  /// Sorts rows and returns the outcome and the text of the trace; nothing else may be left in the directory.
  func sorted(
    _ rows: [(Int64, Int, Double)], inMemory: Int, keepingRepeats: Bool = false, startingAtZero: Bool = false
  ) throws -> (outcome: TraceSorter.Outcome, text: String) {
    try TemporaryDirectory.run { directory in
      var sorter = TraceSorter(output: directory.file("t.csv"), rowsInMemory: inMemory)
      for row in rows { try sorter.add(nanoseconds: row.0, series: row.1, value: row.2) }
      let outcome = try sorter.write(
        kind: .arrivalCounts, note: "", keepingRepeats: keepingRepeats, startingAtZero: startingAtZero)
      #expect(try directory.names() == ["t.csv"])
      return (outcome, String(decoding: try decoded(directory.file("t.csv")), as: UTF8.self))
    }
  }

  @Test func `rows are ordered by time, then series`() throws {
    let (outcome, text) = try sorted(
      [(7_000_000_000, 0, 1), (5_000_000_000, 2, 0), (5_000_000_000, 1, 0.5)], inMemory: 9)
    #expect(text == "time_s,source,tasks\n5.0,1,0.5\n5.0,2,0.0\n7.0,0,1.0\n")
    #expect(outcome == .init(rows: 3, zeroRows: 1, repeated: 0))
  }

  @Test func `the last of several values is kept, wherever the batches end`() throws {
    let rows: [(Int64, Int, Double)] = [(1, 0, 3), (0, 0, 1), (1, 0, 4), (0, 0, 2), (1, 1, 9), (1, 0, 5)]
    for inMemory in 1...7 {
      let (outcome, text) = try sorted(rows, inMemory: inMemory)
      #expect(text == "time_s,source,tasks\n0.0,0,2.0\n0.000000001,0,5.0\n0.000000001,1,9.0\n")
      #expect(outcome.repeated == 3)
    }
  }

  @Test func `events at one time are all kept, and time can begin at the first`() throws {
    let rows: [(Int64, Int, Double)] = [(-1, 0, 1), (-1, 0, 2), (1, 0, 3)]
    let (outcome, text) = try sorted(rows, inMemory: 1, keepingRepeats: true, startingAtZero: true)
    #expect(text == "time_s,source,tasks\n0.0,0,1.0\n0.0,0,2.0\n0.000000002,0,3.0\n")
    #expect(outcome.rows == 3)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `any batch size gives the order of a plain sort`(seed: UInt64) throws {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    let count = 1 + random.integer(0, below: 3000)
    let rows = (0..<count).map { row in
      (
        Int64(random.member(1).integer(UInt64(row), below: 400)),
        random.member(2).integer(UInt64(row), below: 5), Double(row)
      )
    }
    let plain = rows.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
    let expected = plain.map { "\($0.0 == 0 ? "0.0" : TraceTime.seconds($0.0)),\($0.1),\($0.2)\n" }.joined()
    // From one batch in memory to three generations of files.
    for inMemory in [1, 2, 7, 100, 5000] {
      let (outcome, text) = try sorted(rows, inMemory: inMemory, keepingRepeats: true)
      #expect(text == "time_s,source,tasks\n" + expected, "\(inMemory) rows in memory, seed \(seed)")
      #expect(outcome.rows == count)
    }
  }
}
