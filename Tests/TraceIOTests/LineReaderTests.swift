import Testing

@testable import TraceIO

@Suite struct LineReaderTests {
  /// The lines of a file.
  func lines(_ text: String) throws -> [String] {
    try TemporaryDirectory.run { directory in
      var reader = try LineReader(path: try directory.write(text))
      var lines: [String] = []
      while try reader.next() {
        lines.append(reader.text)
        #expect(reader.line == lines.count)
      }
      #expect(try !reader.next())
      return lines
    }
  }

  @Test func `lines end in LF, in CRLF, or with the file`() throws {
    #expect(try lines("a\n\r\nb c\r\n\nd") == ["a", "", "b c", "", "d"])
    #expect(try lines("a\n") == ["a"])
  }

  @Test func `a line longer than the window is whole`() throws {
    let long = String(repeating: "x", count: 200_000)
    #expect(try lines(long + "\ny\n") == [long, "y"])
  }

  @Test func `a line without end is refused`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(String(repeating: "x", count: 2 << 20))
      let message = directory.message {
        var reader = try LineReader(path: path)
        _ = try reader.next()
      }
      #expect(
        message == "t.csv: line 1: found a line longer than 1 MiB; expected a line per row. "
          + "Check that this is the right file.")
    }
  }
}
