import Testing

@testable import Replay

@Suite struct JSONSyntaxTests {
  @Test(arguments: [
    "{}", "[]", " [1, -2.5e-3, 0, 1E+9] ", #"{"a": {"b": [true, false, null, "x\"\\\u00e9"]}}"#, "\"\"",
    "\n3\n",
  ])
  func `JSON has no fault`(text: String) {
    #expect(JSONSyntax.fault(in: Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    ("", 1, "the end of the file", "a value"),
    ("name: x", 1, "'name'", "a value"),
    ("{\n \"a\": 1,\n \"b\": NaN}", 3, "'NaN'", "a value"),
    ("[1, 2\n", 2, "the end of the file", "',' or ']'"),
    ("{\"a\": 1\n\"b\": 2}", 2, "'\"b\"'", "',' or '}'"),
    ("{\"a\": 1,\n}", 2, "'}'", "a key in double quotes"),
    ("{\"a\" 1}", 1, "'1'", "':'"),
    ("[01]", 1, "'01'", "a number like -1.5e3"),
    ("[1.]", 1, "'1.'", "a number like -1.5e3"),
    ("[1,]", 1, "']'", "a value"),
    ("[\"a\nb\"]", 1, "byte 10", "a closing quote"),
    ("[\"a", 1, "the end of the file", "a closing quote"),
    ("[\"a\\", 1, "the end of the file", "a closing quote"),
    ("[nul]", 1, "'nul'", "a value"),
    ("{}\n{}", 2, "'{'", "the end of the file"),
    ("\u{1}", 1, "byte 1", "a value"),
  ])
  func `the first fault is named with its line`(text: String, line: Int, found: String, expected: String) {
    let fault = JSONSyntax.fault(in: Array(text.utf8))
    #expect(fault == JSONSyntax.Fault(line: line, found: found, expected: expected))
  }

  @Test func `nesting without end is a fault and no overflow`() {
    let fault = JSONSyntax.fault(in: [UInt8](repeating: 0x5B, count: 100_000))
    #expect(fault?.expected == "at most 512 levels")
  }
}
