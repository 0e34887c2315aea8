import Testing

@testable import TraceIO

@Suite struct CSVReaderTests {
  /// The texts of all fields, row by row, and the line each row begins on.
  func rows(_ text: String, name: String = "t.csv") throws -> [[String]] {
    try TemporaryDirectory.run { directory in
      var csv = try CSVReader(path: directory.write(text, to: name))
      var rows = [csv.header]
      while try csv.nextRow() { rows.append(csv.header.indices.map { csv.text($0) } + ["\(csv.line)"]) }
      return rows
    }
  }

  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", [["a", "b"], ["1", "2", "2"], ["3", "4", "3"]]),
    ("a,b\r\n1,2\r\n3,4\r\n", [["a", "b"], ["1", "2", "2"], ["3", "4", "3"]]),
    ("a,b\r\n1,2\r\n3,4", [["a", "b"], ["1", "2", "2"], ["3", "4", "3"]]),
    ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2", "2"]]),
    ("a,b\n\n1,2\n\r\n3,4\n\n\n", [["a", "b"], ["1", "2", "3"], ["3", "4", "5"]]),
    ("\"a\",\"b,c\"\n\"1\",\"say \"\"hi\"\"\"\n", [["a", "b,c"], ["1", "say \"hi\"", "2"]]),
    ("a,b\n\"x\ny\",2\n3,4\n", [["a", "b"], ["x\ny", "2", "2"], ["3", "4", "4"]]),
    ("a , b\n 1,\t2 \n", [["a", "b"], ["1", "2", "2"]]),
    ("a,b\n,\"\"\n", [["a", "b"], ["", "", "2"]]),
    ("a,b\n5\" disk,2\n", [["a", "b"], ["5\" disk", "2", "2"]]),
    ("a\n1\n", [["a"], ["1", "2"]]),
  ])
  func `the forms a CSV may take are read`(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func `rows that cross the edge of the buffer are read whole`() throws {
    let lines = (0..<60_000).map { "\($0),\"\(String(repeating: "x", count: $0 % 30))\"" }
    let read = try rows("a,b\n" + lines.joined(separator: "\r\n"))
    #expect(read.count == 60_001)
    #expect(
      read.enumerated().dropFirst().allSatisfy { index, row in
        row == ["\(index - 1)", String(repeating: "x", count: (index - 1) % 30), "\(index + 1)"]
      })
  }

  @Test func `a line of just 1 MiB is read and a longer one refused`() throws {
    let longest = String(repeating: "x", count: (1 << 20) - 2)
    #expect(try rows("a,b\n1,\(longest)\n")[1][1] == longest)
    try TemporaryDirectory.run { directory in
      let path = try directory.write("a,b\n1,2\n1,\(longest)x\n")
      let message = directory.message {
        var csv = try CSVReader(path: path)
        while try csv.nextRow() {}
      }
      #expect(
        message == "t.csv: line 3: found a line longer than 1 MiB; expected a line per row. "
          + "Look for a missing line end or an unclosed quote.")
    }
  }

  @Test func `a line without an end does not fill the memory`() throws {
    try TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter(path: directory.file("bomb.csv.zst"))
      let zeros = [UInt8](repeating: 0x30, count: 1 << 20)
      for _ in 0..<64 { try writer.write(zeros) }
      try writer.finish()
      #expect(
        directory.message { _ = try CSVReader(path: directory.file("bomb.csv.zst")) }
          == "bomb.csv.zst: line 1: found a line longer than 1 MiB; expected a line per row. "
          + "Look for a missing line end or an unclosed quote.")
    }
  }

  @Test(arguments: [
    ("a,b\n1\n", "t.csv: line 2: found 1 field; expected 2, as in the header."),
    ("a,b\n1,2\n1,2,3\n", "t.csv: line 3: found 3 fields; expected 2, as in the header."),
    ("a,b\n\"1,2\n", "t.csv: line 2: found a quote that is not closed; expected fields like 1.5 or \"1.5\"."),
    (
      "a,b\n\"1\"2,2\n",
      "t.csv: line 2: found text after a closing quote; expected fields like 1.5 or \"1.5\"."
    ),
    ("\n\n", "t.csv: line 1: found no header; expected a line with the names of the columns."),
  ])
  func `broken rows are explained`(text: String, message: String) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(text)
      let found = directory.message {
        var csv = try CSVReader(path: path)
        while try csv.nextRow() {}
      }
      #expect(found == message)
    }
  }

  @Test(arguments: [
    (1234567, "1,234,567"), (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `numbers are grouped`(number: Int, text: String) { #expect(grouped(number) == text) }
}
