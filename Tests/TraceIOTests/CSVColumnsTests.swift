import Testing

@testable import TraceIO

@Suite struct CSVColumnsTests {
  /// A row as both paths give it.
  struct Row: Equatable {
    var time: Int64
    var cell: Int32
    var x: UInt64
    var y: UInt64
  }

  /// What came of a file: rows, names, and the error at the end.
  struct Outcome: Equatable {
    var rows: [Row] = []
    var names: [String] = []
    var error: InputError?
  }

  /// The checked path alone, row by row.
  func checked(_ path: String) -> Outcome {
    var outcome = Outcome()
    var cells = SeriesTable()
    do throws(InputError) {
      var csv = try CSVReader(path: path)
      let places = try csv.columns(["t", "cell", "x", "y"])
      while try csv.nextRow() {
        let time = try csv.time(places[0])
        if let last = outcome.rows.last?.time, time < last { throw unsorted(csv, time, last) }
        let cell = try csv.series(places[1], in: &cells)
        let (x, y) = (try csv.number(places[2]), try csv.amount(places[3]))
        outcome.rows.append(Row(time: time, cell: cell, x: x.bitPattern, y: y.bitPattern))
      }
    } catch {
      outcome.error = error
    }
    outcome.names = cells.names
    return outcome
  }

  func unsorted(_ csv: borrowing CSVReader, _ time: Int64, _ last: Int64) -> InputError {
    InputError(
      csv.path, .line(csv.line),
      found: "time \(TraceTime.seconds(time)) s after \(TraceTime.seconds(last)) s on the row above",
      expected: "times in order", advice: "Sort the rows by t")
  }

  /// The fast path, in batches of `capacity` rows; a batch in which something is wrong gives no rows.
  func fast(_ path: String, capacity: Int) -> Outcome {
    var outcome = Outcome()
    do throws(InputError) {
      var csv = try CSVColumns(
        path: path, columns: [.orderedTime("t"), .series("cell"), .number("x"), .amount("y")])
      var batch = csv.makeBatch(capacity: capacity)
      while try csv.read(into: &batch) {
        let (x, y) = (csv.rows(of: 2, in: batch), csv.rows(of: 3, in: batch))
        for row in 0..<batch.count {
          outcome.rows.append(
            Row(
              time: batch.times[row], cell: batch.series[row],
              x: batch.numbers[x.lowerBound + row].bitPattern, y: batch.numbers[y.lowerBound + row].bitPattern
            ))
        }
        outcome.names = csv.seriesNames(of: 1)
      }
    } catch {
      outcome.error = error
    }
    return outcome
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func `the fast path reads what the checked one reads`(seed: UInt64) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(RandomCSV.text(seed: seed, faultOdds: 0))
      let expected = checked(path)
      #expect(expected.error == nil, "seed \(seed)")
      for capacity in [8192, 13, 1] { #expect(fast(path, capacity: capacity) == expected, "seed \(seed)") }
    }
  }

  @Test(arguments: 1000..<1800 as Range<UInt64>)
  func `the fast path finds the fault that the checked one finds`(seed: UInt64) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(RandomCSV.text(seed: seed, faultOdds: Int(seed % 300) + 1))
      let expected = checked(path)
      for capacity in [8192, 16, 1] {
        let found = fast(path, capacity: capacity)
        #expect(found.error == expected.error, "seed \(seed)")
        #expect(expected.rows.starts(with: found.rows), "seed \(seed)")
        let whole = expected.error == nil ? expected.rows.count : expected.rows.count / capacity * capacity
        #expect(found.rows.count == whole, "seed \(seed)")
      }
    }
  }

  @Test func `columns are found by name and may come twice in type`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("b,t,name,a\n1.5,2,\"x,y\",3\n-2,1,z,4\n")
      var csv = try CSVColumns(
        path: path, columns: [.number("a"), .series("name"), .number("b"), .time("t")])
      let batch = try #require(try csv.nextBatch())
      #expect(batch.numbers[csv.rows(of: 0, in: batch)] == [3, 4])
      #expect(batch.numbers[csv.rows(of: 2, in: batch)] == [1.5, -2])
      #expect(batch.times[csv.rows(of: 3, in: batch)] == [2_000_000_000, 1_000_000_000])
      #expect(batch.series[csv.rows(of: 1, in: batch)] == [0, 1] && csv.seriesNames(of: 1) == ["x,y", "z"])
      #expect(try csv.nextBatch() == nil)
      #expect(try csv.nextBatch() == nil)
    }
  }
}
