import Foundation
import Testing
import TestSupport

@testable import Replay

@Suite struct JSONValueTests {
  @Test func `keys keep their order and nothing is spaced`() {
    let value: JSONValue = ["z": 1, "a": [true, false, .null, "x", 0.5], "m": ["b": [], "a": [:]]]
    #expect(value.text == #"{"z":1,"a":[true,false,null,"x",0.5],"m":{"b":[],"a":{}}}"#)
  }

  @Test func `indented text has a member per line and arrays of numbers on one`() {
    let value: JSONValue = ["numbers": [1, 2.5], "objects": [["a": "b"], [:]], "none": []]
    #expect(
      value.indentedText == """
        {
          "numbers": [1,2.5],
          "objects": [
            {
              "a": "b"
            },
            {}
          ],
          "none": []
        }

        """)
  }

  @Test(arguments: ["\"", "\\", "\n", "\r\n", "\t", "\u{0}\u{1}\u{1f}\u{7f}", "é 漢 👩‍🔬", "a/b", ""])
  func `strings read back`(string: String) throws {
    let text = JSONValue.object([(key: string, value: .string(string))]).text
    #expect(!text.utf8.contains { $0 < 0x20 }, "one line, whatever is in it")
    #expect(try ParsedJSON(parsing: text) == .object([string: .string(string)]))
  }

  @Test func `numbers read back to the same double`() throws {
    var bits: UInt64 = 1
    var numbers: [Double] = [
      0, 1, 0.1, 1 / 3, 1e15, 1e16, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .leastNormalMagnitude,
      1e22,
    ]
    for _ in 0..<2000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: bits)
      if number.isFinite { numbers.append(number) }
    }
    let read = try JSONDecoder().decode([Double].self, from: Data(JSONValue.numbers(numbers).text.utf8))
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test func `numbers have the digits of their description`() {
    var numbers = LogDetailTests.numbers(3000)
    numbers += numbers.map(SixDigits.rounded) + numbers.map { ($0 * 1e9).rounded() / 1e9 }
    numbers += [
      0, 1, 0.1, 0.01, 1e-4, 9.9e-5, 999.999_999_999_999, 1000, 999_999.999_999_999, 1e6, 1e15, 39995, 1.01,
    ]
    for number in numbers + numbers.map({ -$0 }) + numbers.map(\.nextUp) {
      #expect(JSONValue.number(number).text == "\(number)")
    }
  }

  @Test(arguments: [0, 9, 10, -1, 123_456_789, Int.max, Int.min]) func `whole numbers are written out`(
    number: Int
  ) {
    #expect(JSONValue.integer(number).text == "\(number)")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is not finite is null`(number: Double) {
    #expect(JSONValue.number(number).text == "null")
    #expect(JSONValue.optional(nil).text == "null")
    #expect(JSONValue.optional(number).text == "null")
  }
}
