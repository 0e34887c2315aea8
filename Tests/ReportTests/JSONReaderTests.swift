import Foundation
import Replay
import Report
import TestSupport
import Testing

@Suite struct JSONReaderTests {
  @Test func `a log is read as Foundation reads it, and written back to the same bytes`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await TinyRun.make(in: directory, fullDetail: true)
      var log = try DecisionLogReader(run: run)
      while let record = try log.next() {
        let text = record.text
        #expect(try JSONReader.value(Array(text.utf8)).text == text)
        #expect(try ParsedJSON(parsing: text)["reason"]?.string == record["reason"]?.string)
      }
    }
  }

  @Test func `escapes become what they stand for`() throws {
    let text = #"{"a": "\"\\\/\n\t\u00e9\ud83d\ude00", "b": [-1.5e3, 12, true, null, {}, []]}"#
    let value = try JSONReader.value(Array(text.utf8))
    #expect(value["a"]?.string == "\"\\/\n\t\u{e9}\u{1F600}")
    #expect(value["b"]?.text == "[-1500.0,12,true,null,{},[]]")
  }

  @Test(arguments: [
    ("{\"a\": }", 6), ("[1,2", 4), ("[1,]", 3), ("\"abc", 4), ("{\"a\" 1}", 5), ("1 2", 2), ("nul", 0),
    ("-", 0), ("", 0),
    ("[1e999]", 1),
  ]) func `what is no JSON is refused at its byte`(_ text: String, _ byte: Int) {
    do throws(JSONReader.Fault) {
      _ = try JSONReader.value(Array(text.utf8))
      Issue.record("\(text) was read")
    } catch { #expect(error.byte == byte, "\(text): \(error)") }
  }

  @Test func `depth has an end`() {
    #expect(throws: JSONReader.Fault.self) {
      try JSONReader.value([UInt8](repeating: UInt8(ascii: "["), count: 100_000))
    }
  }
}
