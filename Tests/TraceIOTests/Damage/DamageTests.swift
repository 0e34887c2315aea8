import Testing

@testable import TraceIO

/// Whatever happens to a file: an error with a place, or what the whole file holds; never anything else.
@Suite struct DamageTests {
  /// What came of reading a trace.
  struct Outcome: Equatable {
    var rows = TraceBatch()
    var names: [String] = []
    var error: InputError?
  }

  static let text =
    "time_s,link,bits_per_s\n"
    + (0..<16).map { "\(Double($0 / 4) / 4),\($0 % 4),\($0 * $0 % 17 * 100_000)\n" }.joined()

  /// A trace as a plain file, one frame, a frame for each line, and the same with a seek table.
  static let layouts = ["plain", "frame", "frames", "table"]

  static func layout(_ name: String) throws -> [UInt8] {
    if name == "plain" { return Array(text.utf8) }
    if name == "frame" { return try frame(text) }
    var bytes = name == "table" ? SeekTable.marker : []
    var entries = SeekTable.markerEntries
    for line in text.split(separator: "\n") {
      let piece = try frame(line + "\n")
      entries.append(.init(storedCount: piece.count, decodedCount: line.utf8.count + 1))
      bytes += piece
    }
    return name == "table" ? bytes + SeekTable.bytes(entries) : bytes
  }

  static func read(_ path: String) -> Outcome {
    var outcome = Outcome()
    do throws(InputError) {
      var reader = try TraceReader(path: path)
      while let batch = try reader.nextBatch() {
        outcome.rows.timeNanoseconds += batch.timeNanoseconds
        outcome.rows.series += batch.series
        outcome.rows.values += batch.values
      }
      outcome.names = reader.series.names
    } catch {
      outcome.error = error
    }
    return outcome
  }

  /// The content as `threads` threads decode it, 0 being the caller's, and the error behind it.
  static func content(_ path: String, threads: Int) -> (bytes: [UInt8], error: InputError?) {
    var bytes: [UInt8] = []
    do throws(InputError) {
      var reader = try ContentReader(FrameMap(path: path), threads: threads)
      var buffer = [UInt8](repeating: 0, count: (1 << 12) + CSVKernel.slack)
      while !reader.isAtEnd { bytes += buffer[try reader.refill(&buffer, keeping: 0..<0)] }
      return (bytes, nil)
    } catch {
      return (bytes, error)
    }
  }

  /// All ways to read the file agree; an error names the file and a place.
  func expectConsistent(_ path: String, _ what: String) -> Outcome {
    let outcome = DamageTests.read(path)
    if let error = outcome.error {
      #expect(error.subject == path && error.place != .whole, "\(what): \(error)")
    }
    let links = Result { try LinkTrace.load(path: path) }
    switch links {
    case .success(let links):
      #expect(outcome.error == nil, "\(what)")
      #expect(links.reduce(0) { $0 + $1.bitsPerSecond.count } == outcome.rows.count, "\(what)")
    case .failure(let error):
      #expect(error as? InputError == outcome.error || outcome.error == nil, "\(what)")
    }
    let direct = DamageTests.content(path, threads: 0)
    for threads in 1...2 {
      let ahead = DamageTests.content(path, threads: threads)
      #expect(ahead.bytes == direct.bytes && ahead.error == direct.error, "\(what), \(threads) threads")
    }
    return outcome
  }

  @Test(arguments: layouts)
  func `a trace cut at any byte is an error, or has just the rows in front`(name: String) throws {
    let whole = try DamageTests.layout(name)
    try TemporaryDirectory.run { directory in
      let file = name == "plain" ? "t.csv" : "t.csv.zst"
      let sound = DamageTests.read(try directory.write(whole, to: file))
      #expect(sound.error == nil && sound.rows.count == 16)
      for length in 0..<whole.count {
        let path = try directory.write(Array(whole[..<length]), to: file)
        let cut = expectConsistent(path, "\(length) bytes")
        guard cut.error == nil else { continue }
        // Only where nothing tells the end: behind a line of a plain file, or behind a frame without a seek table.
        #expect(name == "plain" || name == "frames", "\(length) bytes: \(cut)")
        let count = cut.rows.count
        #expect(cut.rows.timeNanoseconds.dropLast() == sound.rows.timeNanoseconds.prefix(count - 1))
        #expect(cut.rows.values.dropLast() == sound.rows.values.prefix(count - 1))
      }
    }
  }

  @Test(arguments: layouts.dropFirst())
  func `a flipped bit at any byte of a compressed trace is an error or changes nothing`(name: String) throws {
    let whole = try DamageTests.layout(name)
    try TemporaryDirectory.run { directory in
      let sound = DamageTests.read(try directory.write(whole, to: "t.csv.zst"))
      for index in whole.indices {
        var damaged = whole
        damaged[index] ^= 1 << UInt8(index % 8)
        let path = try directory.write(damaged, to: "t.csv.zst")
        let outcome = expectConsistent(path, "byte \(index)")
        if outcome.error == nil { #expect(outcome == sound, "byte \(index) changed the rows unseen") }
      }
    }
  }

  @Test func `a flipped bit at any byte of a plain trace is read as it stands or is an error`() throws {
    let whole = try DamageTests.layout("plain")
    try TemporaryDirectory.run { directory in
      for bit in whole.indices.map({ 8 * $0 + ($0 + 3) % 8 }) {
        var damaged = whole
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        let path = try directory.write(damaged, to: "t.csv")
        let outcome = expectConsistent(path, "bit \(bit)")
        let times = outcome.rows.timeNanoseconds
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "bit \(bit)")
        #expect(outcome.rows.values.allSatisfy { $0.isFinite && $0 >= 0 }, "bit \(bit)")
      }
    }
  }

  /// Traces that a fuzzer or a reader of the code found, and what is said about each.
  static let fixtures: [(name: String, message: String)] = [
    (
      "early-year.csv",
      "early-year.csv: line 2: found '0705-12-31 23:59:59.6805900' in column TIMESTAMP; "
        + "expected a time like 2023-11-16 18:15:46.6805900."
    )
  ]

  @Test(arguments: fixtures)
  func `what fuzzing found stays mended`(name: String, message: String) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(stored(TraceIOTests.fixtures + "/damage/" + name), to: name)
      #expect(
        directory.message {
          _ = try TraceImporters.run(
            "azure-llm", inputs: [path], output: directory.file("out.csv"), options: ImportOptions())
        } == message)
    }
  }

  @Test func `text inside a quoted field of a later column is no series`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(
        stored(TraceIOTests.fixtures + "/damage/rows-in-quotes.csv"), to: "t.csv")
      let outcome = DamageTests.read(path)
      #expect(outcome.error == nil && outcome.rows.series == [0, 0, 0, 0, 1])
      #expect(outcome.names == ["a", "b"])
    }
  }

  /// Content that is wrong at one place, and all that is said about it.
  static let contents: [(name: String, bytes: [UInt8], message: String)] = [
    (
      "a NUL in a number", Array("9,0,1\u{0}\n".utf8),
      "line 18: found '1\\u{0}' in column bits_per_s; expected a number."
    ),
    (
      "a NUL in a time", Array("\u{0}9,0,1\n".utf8),
      "line 18: found '\\u{0}9' in column time_s; expected a time in seconds."
    ),
    (
      "NUL bytes for a row", [UInt8](repeating: 0, count: 100) + [0x0A],
      "line 18: found 1 field; expected 3, as in the header."
    ),
    (
      "invalid UTF-8 in a number", Array("9,0,".utf8) + [0xFF, 0xFE, 0x0A],
      "line 18: found '\u{FFFD}\u{FFFD}' in column bits_per_s; expected a number."
    ),
    (
      "half a character for a name", Array("9,".utf8) + [0xE2, 0x82] + Array(",1\n".utf8),
      "line 18: found '\u{FFFD}' in column link; expected only numbers or only names in this column. "
        + "Write all of them the same way, e.g. with a letter in front."
    ),
    (
      "the latest time and a nanosecond", Array("9007199.254740993,0,1\n".utf8),
      "line 18: found '9007199.254740993' in column time_s; expected at most 2^53 ns (9007199.254740992 s). "
        + "Count the seconds from the beginning of the trace."
    ),
    (
      "a time beyond 64 bits", Array("99999999999999999999999,0,1\n".utf8),
      "line 18: found '99999999999999999999999' in column time_s; expected at most 2^53 ns (9007199.254740992 s). "
        + "Count the seconds from the beginning of the trace."
    ),
    (
      "a time with a power beyond 64 bits", Array("1e99999999999999999999,0,1\n".utf8),
      "line 18: found '1e99999999999999999999' in column time_s; expected at most 2^53 ns (9007199.254740992 s). "
        + "Count the seconds from the beginning of the trace."
    ),
    (
      "a quote without an end", Array("9,0,\"1\n".utf8),
      "line 18: found a quote that is not closed; expected fields like 1.5 or \"1.5\"."
    ),
    (
      "a line over 1 MiB", Array("9,0,".utf8) + [UInt8](repeating: 0x30, count: 1 << 20) + [0x0A],
      "line 18: found a line longer than 1 MiB; expected a line per row. "
        + "Look for a missing line end or an unclosed quote."
    ),
  ]

  @Test(arguments: contents)
  func `damaged content is explained`(name: String, bytes: [UInt8], message: String) throws {
    try TemporaryDirectory.run { directory in
      let whole = Array(DamageTests.text.utf8) + bytes
      let compressed = try frame(whole)
      for (file, bytes) in [("t.csv", whole), ("t.csv.zst", compressed)] {
        let path = try directory.write(bytes, to: file)
        let error = try #require(DamageTests.read(path).error)
        #expect(directory.text(of: error) == "\(file): " + message)
      }
    }
  }

  @Test func `the latest time is accepted`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,source\n9007199.254740992,0\n")
      #expect(DamageTests.read(path).rows.timeNanoseconds == [1 << 53])
    }
  }

  @Test(arguments: [[0], [0x0A], Array("0,0,1\n".utf8), [UInt8](repeating: 0xAA, count: 1000)] as [[UInt8]])
  func `garbage between frames is an error at its first byte, on any number of threads`(garbage: [UInt8])
    throws
  {
    try TemporaryDirectory.run { directory in
      let first = try frame(DamageTests.text)
      let path = try directory.write(first + garbage + frame("10,0,1\n"), to: "t.csv.zst")
      let error = try #require(expectConsistent(path, "garbage").error)
      #expect(
        directory.text(of: error)
          == "t.csv.zst: byte \(first.count): found bytes after the last zstd frame that are no frame; "
          + "expected another frame or the end of the file. Cut the file here or write it again.")
    }
  }

  @Test func `a long plain line is refused wherever it stands in the buffer`() throws {
    // The first line makes the buffer 2 MiB long, so that it holds all of the second one too.
    let long = String(repeating: "x", count: (1 << 20) - 100)
    let longer = String(repeating: "y", count: (1 << 20) + 10)
    try TemporaryDirectory.run { directory in
      let path = try directory.write("time_s,source,note\n0,0,\(long)\n1,0,x\n2,0,\(longer)\n3,0,x\n")
      let error = try #require(DamageTests.read(path).error)
      #expect(
        directory.text(of: error)
          == "t.csv: line 4: found a line longer than 1 MiB; expected a line per row. "
          + "Look for a missing line end or an unclosed quote.")
    }
  }

  @Test func `rows and lines are counted in 64 bits`() {
    // Reading 2³¹ rows takes too long for a test; that the counters have 64 bits does not.
    var summary = SeriesSummary()
    summary.add(1, at: 0)
    #expect(type(of: summary.rows) == Int.self && Int.bitWidth == 64)
    let error = InputError("t.csv", .line(1 << 31 + 1), found: "x")
    #expect("\(error)" == "t.csv: line 2147483649: found x.")
  }

  @Test func `notes are bounded in number`() throws {
    try TemporaryDirectory.run { directory in
      let note = SeekTable.frame(ZstdFileWriter.noteMagic[0], Array("a note".utf8))
      let path = try directory.write(
        Array(repeatElement(note, count: 100).joined()) + frame(DamageTests.text), to: "t.csv.zst")
      var reader = try TraceReader(path: path)
      while try reader.nextBatch() != nil {}
      #expect(reader.notes == [String](repeating: "a note", count: 64))
    }
  }

  @Test func `names of series are bounded in number and in length`() {
    var table = SeriesTable()
    for number in 0..<SeriesTable.mostNames { _ = table.number(of: Array("n\(number)".utf8).span) }
    #expect(table.count == SeriesTable.mostNames)
    expectTooMany(table.number(of: Array("one more".utf8).span))
    var long = SeriesTable()
    for letter in "abcdefgh" {
      let name = [UInt8](repeating: letter.asciiValue ?? 0, count: 1 << 20)
      _ = long.number(of: name.span)
    }
    #expect(long.count == 8)
    expectTooMany(long.number(of: Array("one more".utf8).span))
  }

  private func expectTooMany(_ result: Result<Int32, SeriesTable.Problem>) {
    guard case .failure(let problem) = result else {
      Issue.record("a name too many was taken")
      return
    }
    #expect(problem.expected == "at most 131,072 names of at most 8 MiB together")
    #expect(problem.advice == "Number the series from 0")
  }
}
