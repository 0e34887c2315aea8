import CounterRandom
import Testing

@testable import TraceIO

@Suite struct CSVDelimitersTests {
  /// Bytes that look like delimiters to careless arithmetic are among those drawn.
  static let bytes: [UInt8] = [
    0x2C, 0x0A, 0x2D, 0x0B, 0x2B, 0x09, 0x0D, 0x00, 0xAC, 0x8A, 0xFF, 0x31, 0x2E, 0x22,
  ]

  func randomBytes(_ seed: UInt64, count: Int, odds: Int) -> [UInt8] {
    let random = CounterRandom(seed: seed, stream: .validationSamples)
    return (0..<count).map { index in
      let drawn = random.integer(UInt64(index), below: CSVDelimitersTests.bytes.count * odds)
      return drawn < CSVDelimitersTests.bytes.count ? CSVDelimitersTests.bytes[drawn] : 0x35
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `64 bytes give the same delimiters with and without vector instructions`(seed: UInt64) {
    let buffer = randomBytes(seed, count: 256, odds: 1 + Int(seed % 3))
    for position in 0..<64 {
      let expected = (0..<64).reduce(UInt64(0)) { bits, index in
        bits | (buffer[position + index] == 0x2C || buffer[position + index] == 0x0A ? 1 : 0) << UInt64(index)
      }
      #expect(UncheckedBytes.delimiters(buffer.span, position) == expected, "seed \(seed)")
      #expect(UncheckedBytes.portableDelimiters(buffer.span, position) == expected, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `the delimiters of lines are those found byte by byte, wherever blocks begin and end`(seed: UInt64) {
    let fields = 1 + Int(seed % 5)
    let buffer = randomBytes(seed, count: 700, odds: 1 + Int(seed % 7))
    let random = CounterRandom(seed: seed ^ 0xFACE, stream: .validationSamples)
    let start = random.integer(0, below: 200)
    let end = start + random.integer(1, below: 700 - CSVKernel.slack - start)
    let most = 1 + random.integer(2, below: 80)
    let expected = (start..<end).filter { buffer[$0] == 0x2C || buffer[$0] == 0x0A }
    var delimiters = CSVDelimiters(fields: fields)
    let lines = delimiters.find(buffer.span, start..<end, lines: most)
    #expect(lines == min(expected.count / fields, most), "seed \(seed)")
    #expect(delimiters.places[0] == Int32(start) - 1)
    #expect(
      delimiters.places[1...].prefix(lines * fields).elementsEqual(
        expected.prefix(lines * fields).map(Int32.init)))
    #expect(delimiters.end(ofLines: 0) == start)
  }

  @Test func `a block of nothing but delimiters fits behind the last line asked for`() {
    let buffer = [UInt8](repeating: 0x0A, count: 20_000 + CSVKernel.slack)
    var delimiters = CSVDelimiters(fields: 1)
    #expect(delimiters.find(buffer.span, 0..<20_000, lines: 20_000) == delimiters.mostLines)
    var wide = CSVDelimiters(fields: 5000)
    #expect(wide.find(buffer.span, 0..<20_000, lines: 100) == 1)
  }
}
