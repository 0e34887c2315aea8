import CounterRandom
import Testing

@testable import TraceIO

/// The number in `text` as the fast path reads it, with bytes behind it that must not matter.
private func plain(_ text: String, behind: String = ",9.9.9,9zz") -> PlainNumber? {
  let bytes = Array(text.utf8) + Array(behind.utf8)
  return PlainNumber.parse(firstWord(text, behind: behind), length: text.utf8.count) { bytes[$0] }
}

private func firstWord(_ text: String, behind: String) -> UInt64 {
  let bytes = Array(text.utf8) + Array(behind.utf8) + [UInt8](repeating: 0xFF, count: 8)
  return (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
}

/// Whether `text` is one to eighteen digits, with at most one point, and at most 2⁵³ without it.
private func isPlain(_ text: String) -> Bool {
  let digits = text.filter { $0 != "." }
  return 1...18 ~= digits.utf8.count && digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    && text.utf8.count - digits.utf8.count <= 1 && UInt64(digits).map { $0 <= 1 << 53 } == true
}

@Suite struct PlainNumberTests {
  @Test(arguments: [
    "0", "7", "1234567", "12345678", "123456789012345678", "1234567890123456789", "0.1", "1.234567", "12.",
    ".5", ".", "", "-1", "1.2.3", "1e3", "00000000000000000001", "9007199254740993", "9007199254740992",
    "999999.999999999", "0.0000000000000001", "..", "1..", "/", ":", "12:4", "1-2", "1,2", "\u{80}",
    "12345678.",
    ".1234567", ".12345678", "0.000000000000000001", "00000000000000000.1",
  ])
  func `a plain number is read as the checked parser reads it, and nothing else is read`(text: String) {
    let number = plain(text)
    #expect((number != nil) == isPlain(text))
    guard let number else { return }
    let exact = DecimalNumber(Array(text.utf8).span)
    #expect(exact?.significand == number.digits)
    #expect(exact?.exponent == -number.decimals || number.digits == 0)
    #expect(number.hasPoint == text.contains("."))
  }

  @Test(arguments: 0..<64 as Range<UInt64>)
  func `every byte but a digit or one point is refused wherever it stands`(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: .validationSamples)
    for byte in UInt8(0)...127 {
      let length = 1 + random.integer(UInt64(byte) * 4, below: 12)
      var bytes = (0..<length).map {
        UInt8(ascii: "0") + UInt8(random.integer(UInt64($0) * 7 + 1, below: 10))
      }
      bytes[random.integer(UInt64(byte) * 4 + 2, below: length)] = byte
      let text = String(decoding: bytes, as: UTF8.self)
      #expect((plain(text) != nil) == isPlain(text), "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test(arguments: 0..<64 as Range<UInt64>)
  func `two numbers of a shape are read as each alone, and no others`(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: .validationSamples)
    var counter: UInt64 = 0
    func draw(_ bound: Int) -> Int {
      counter += 1
      return random.integer(counter, below: bound)
    }
    for _ in 0..<200 {
      let decimals = draw(8)
      let texts = (0..<2).map { _ in
        var text = (0..<1 + draw(8)).map { _ in String(draw(10)) }.joined()
        let shown = draw(10) == 0 ? draw(8) : decimals
        if shown > 0 || draw(10) == 0 {
          text.insert(".", at: text.index(text.endIndex, offsetBy: -min(shown, text.utf8.count)))
        }
        if draw(10) == 0 { text += [".", "x", ":", "/", "-", "\u{1}"][draw(6)] }
        return text
      }
      let shape = NumberShape(decimals: decimals)
      let alone = texts.map { plain($0) }
      let isOfShape = zip(texts, alone).map { text, number in
        shape.fits(text.utf8.count)
          && number.map { $0.decimals == decimals && $0.hasPoint == (decimals > 0) } ?? false
      }
      guard texts.allSatisfy({ shape.fits($0.utf8.count) }) else {
        #expect(isOfShape != [true, true])
        continue
      }
      let words = texts.map { firstWord($0, behind: [",1.5", "\n99", ".0.0", "\r\n"][draw(4)]) }
      let pair = shape.digits(words[0], texts[0].utf8.count, words[1], texts[1].utf8.count)
      #expect(
        (pair != nil) == (isOfShape == [true, true]), "seed \(seed): \(texts) with \(decimals) decimals")
      guard let pair, let first = alone[0], let second = alone[1] else { continue }
      #expect(pair == SIMD2(first.digits, second.digits), "seed \(seed): \(texts)")
      #expect(NumberShape.doubles(pair) == SIMD2(Double(first.digits), Double(second.digits)))
    }
  }

  @Test(arguments: 0..<64 as Range<UInt64>)
  func `digits are joined the same with and without vector instructions`(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: .validationSamples)
    for trial in 0..<100 as Range<UInt64> {
      let digits = (0..<16).map { UInt64(random.integer(trial * 16 + UInt64($0), below: 10)) }
      let eights = SIMD2(
        (0..<8).reduce(UInt64(0)) { $0 | digits[$1] << UInt64(8 * $1) },
        (0..<8).reduce(UInt64(0)) { $0 | digits[8 + $1] << UInt64(8 * $1) })
      let expected = SIMD2(
        digits[..<8].reduce(UInt64(0)) { $0 * 10 + $1 }, digits[8...].reduce(UInt64(0)) { $0 * 10 + $1 })
      #expect(NumberShape.joined(eights) == expected)
      #expect(NumberShape.portablyJoined(eights) == expected)
    }
  }
}
