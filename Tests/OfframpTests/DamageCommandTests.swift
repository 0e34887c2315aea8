import Testing

/// Small files that hold much: an error, soon, and in bounded memory.
@Suite struct DamageCommandTests {
  /// A zstd frame made by hand, in which a block of four bytes stands for up to 128 KiB.
  struct HandMadeFrame {
    private(set) var bytes: [UInt8]

    /// - Parameter windowLog: The window the frame declares, as a power of two from 2¹⁷.
    init(windowLog: UInt8 = 17) { bytes = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (windowLog - 10) << 3] }

    mutating func add(_ text: String) {
      addHeader(text.utf8.count, type: 0)
      bytes += Array(text.utf8)
    }

    mutating func add(_ byte: UInt8, count: Int) {
      for start in stride(from: 0, to: count, by: 1 << 17) {
        addHeader(min(1 << 17, count - start), type: 1)
        bytes.append(byte)
      }
    }

    mutating func end() { addHeader(0, type: 0, isLast: true) }

    private mutating func addHeader(_ count: Int, type: Int, isLast: Bool = false) {
      let word = count << 3 | type << 1 | (isLast ? 1 : 0)
      bytes += (0..<3).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
  }

  static func frame(windowLog: UInt8 = 17, _ fill: (inout HandMadeFrame) -> Void) -> [UInt8] {
    var frame = HandMadeFrame(windowLog: windowLog)
    fill(&frame)
    frame.end()
    return frame.bytes
  }

  static let tooLong =
    "found a line longer than 1 MiB; expected a line per row. Look for a missing line end or an unclosed quote."
  static let x = UInt8(ascii: "x")

  struct Bomb: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    /// What the frame's window may take on top of 64 MiB.
    var windowMebibytes = 0
    var message: String
  }

  static let bombs = [
    Bomb(
      testDescription: "10 GiB of zeros",
      bytes: frame { $0.add(0, count: 10 << 30) }, message: "line 1: " + tooLong),
    Bomb(
      testDescription: "10 GiB of zeros behind sound rows",
      bytes: frame {
        $0.add("time_s,source\n0,0\n1,0\n")
        $0.add(0, count: 10 << 30)
      }, message: "line 4: " + tooLong),
    Bomb(
      testDescription: "a line of 1 GiB",
      bytes: frame {
        $0.add("time_s,source\n0,")
        $0.add(x, count: 1 << 30)
        $0.add("\n1,0\n")
      }, message: "line 2: " + tooLong),
    Bomb(
      testDescription: "a quoted field of 1 GiB of line ends",
      bytes: frame {
        $0.add("time_s,source\n0,\"")
        $0.add(UInt8(ascii: "\n"), count: 1 << 30)
        $0.add("\"\n")
      }, message: "line 2: " + tooLong),
    Bomb(
      testDescription: "a line of 1 GiB in a window of 128 MiB",
      bytes: frame(windowLog: 27) {
        $0.add("time_s,source\n0,")
        $0.add(x, count: 1 << 30)
      }, windowMebibytes: 128, message: "line 2: " + tooLong),
    Bomb(
      testDescription: "a window of 256 MiB",
      bytes: frame(windowLog: 28) { $0.add("time_s,source\n0,0\n") },
      message: "byte 5: found a zstd window over 128 MiB; expected at most 128 MiB. "
        + "Compress the file again without --long or --ultra."),
    Bomb(
      testDescription: "half a million columns",
      bytes: frame {
        $0.add("time_s,source")
        $0.add(UInt8(ascii: ","), count: 500_000)
        $0.add("\n0,0\n")
      }, message: "line 2: found 2 fields; expected 500002, as in the header."),
    Bomb(
      testDescription: "names of nearly 1 MiB",
      bytes: frame { frame in
        frame.add("time_s,source\n")
        for row in 0..<1000 {
          frame.add("\(row),n\(row)")
          frame.add(x, count: 1_000_000)
          frame.add("\n")
        }
      },
      message: "line 10: found 'n8\(String(repeating: "x", count: 58))…' in column source; "
        + "expected at most 131,072 names of at most 8 MiB together. Number the series from 0."),
    Bomb(
      testDescription: "200,000 names",
      bytes: frame { frame in
        frame.add("time_s,source\n")
        for start in stride(from: 0, to: 200_000, by: 10_000) {
          frame.add((start..<start + 10_000).map { "0,n\($0)\n" }.joined())
        }
      },
      message: "line 131074: found 'n131072' in column source; "
        + "expected at most 131,072 names of at most 8 MiB together. Number the series from 0."),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: bombs)
  func `a file that holds much is an error in bounded memory`(bomb: Bomb) throws {
    try CommandLineTool.run { offramp in
      try offramp.write(bomb.bytes, to: "bomb.csv.zst")
      let outcome = try offramp.run(
        ["trace", "inspect", "bomb.csv.zst"], mebibytes: 64 + bomb.windowMebibytes)
      #expect(
        outcome.status == 1 && outcome.stderr == "error: bomb.csv.zst: \(bomb.message)\n", "\(outcome)")
    }
  }

  @Test(
    .timeLimit(.minutes(1)), arguments: ["csv", "5gophers", "lumos5g", "servegen", "mooncake", "milan-grid"])
  func `importing a bomb of 10 GiB is an error in bounded memory`(kind: String) throws {
    let bytes = Self.frame { $0.add(0, count: 10 << 30) }
    try CommandLineTool.run { offramp in
      try offramp.write(bytes, to: "bomb.zst")
      let outcome = try offramp.run(
        ["trace", "import", kind, "bomb.zst", "--output", "out.csv.zst"], mebibytes: 64)
      #expect(outcome.status == 1 && outcome.stderr.hasPrefix("error: bomb.zst: "), "\(outcome)")
      #expect(try offramp.names() == ["bomb.zst"])
    }
  }

  @Test func `a series number near the limit takes no memory for the numbers below it`() throws {
    try CommandLineTool.run { offramp in
      let rows = (10...20).map { "0,\((1 << $0) - 1),1\n" }.joined()
      try offramp.write("time_s,link,bits_per_s\n" + rows, to: "t.csv")
      let outcome = try offramp.run(["trace", "inspect", "t.csv"], mebibytes: 64)
      #expect(outcome.status == 0 && outcome.stdout.contains("links       11\n"), "\(outcome)")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `as many series as there may be fit into 96 MiB, stacks of threads included`() throws {
    try CommandLineTool.run { offramp in
      var bytes = Array("time_s,link,bits_per_s\n".utf8)
      for number in 0..<1 << 20 {
        bytes += [0x30, 0x2C]  // 0,
        for power in [1_000_000, 100_000, 10_000, 1000, 100, 10, 1] {
          bytes.append(0x30 + UInt8(number / power % 10))
        }
        bytes += [0x2C, 0x37, 0x0A]  // ,7
      }
      try offramp.write(bytes, to: "t.csv")
      let outcome = try offramp.run(["trace", "inspect", "t.csv"], mebibytes: 96)
      #expect(
        outcome.status == 0 && outcome.stdout.contains("links       1,048,576\n"),
        "\(outcome.status) \(outcome.stderr)")
    }
  }
}
