import CounterRandom
import Testing

@testable import TraceIO

@Suite struct DecimalNumberTests {
  func double(_ text: String) -> Double? { DecimalNumber.double(Array(text.utf8).span) }

  @Test(arguments: [
    "0", "1", "-1", "+5", "007", ".5", "7.", "3.25", "1e3", "1E-3", "1e+22", "12345678901234567890", "0.1",
    "1e-400",
    "9007199254740993", "2.2250738585072014e-308", "123456.789e-2", "0.000000000000000000000000000001",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
  ])
  func `a decimal is read as the nearest double`(text: String) {
    #expect(double(text) == Double(text))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `random decimals agree with the standard library`(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: .validationSamples)
    for counter in 0..<20_000 as Range<UInt64> {
      let own = random.member(counter)
      let digits = String(own.bits(0) >> UInt64(own.integer(1, below: 64)))
      let point = own.integer(2, below: digits.count + 1)
      let power = own.integer(3, below: 4) == 0 ? "e\(own.integer(4, below: 640) - 320)" : ""
      let text = digits.prefix(point) + "." + digits.dropFirst(point) + power
      #expect(double(String(text)) == Double(text.first == "." ? "0" + text : text), "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [UInt64(5), 6])
  func `the shortest text of a double reads back to it`(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: .validationSamples)
    for counter in 0..<20_000 as Range<UInt64> {
      let number = Double(bitPattern: random.bits(counter))
      if number.isFinite { #expect(double(number.description) == number, "seed \(seed): \(number)") }
    }
  }

  @Test(arguments: [
    "", "-", ".", "e5", "1e", "1e+", "nan", "inf", "0x10", "1 2", "1,5", "1.2.3", "--1", "1_000", "١",
  ])
  func `what is no decimal number is refused`(text: String) {
    #expect(double(text) == nil)
  }

  @Test(arguments: [
    ("0", 0), ("1", 1_000_000_000), ("0.000000001", 1), ("1.5", 1_500_000_000),
    ("46.6805900", 46_680_590_000),
    ("0.1", 100_000_000), ("9007199.254740992", 1 << 53), ("1e-9", 1), ("2.5e1", 25_000_000_000),
    ("-3", -3_000_000_000),
    ("0.0000000004", 0), ("0.0000000005", 1), ("0.30000000000000004", 300_000_000), ("1e300", Int64.max),
    ("0.00000000000000000000000000000000000000001", 0), ("123.4567891234999999999999999", 123_456_789_123),
    ("99999999999999999999999", Int64.max), ("0e99", 0),
  ])
  func `times are exact to the nanosecond`(text: String, nanoseconds: Int64) {
    #expect(TraceTime.nanoseconds(Array(text.utf8).span) == nanoseconds)
  }

  @Test func `times read back from their text`() {
    let random = CounterRandom(seed: 9, stream: .validationSamples)
    for counter in 0..<20_000 as Range<UInt64> {
      let time = Int64(random.bits(counter) >> UInt64(11 + random.integer(counter + 1, below: 50)))
      let text = TraceTime.seconds(time)
      #expect(TraceTime.nanoseconds(Array(text.utf8).span) == time, "\(text)")
    }
  }
}
