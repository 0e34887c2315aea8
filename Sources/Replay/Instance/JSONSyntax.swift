/// Finds the line at which a text stops being JSON (RFC 8259).
///
/// Foundation's decoder says on Linux that a text is no JSON, but not where.
struct JSONSyntax {
  /// What stands where something else should.
  struct Fault: Error, Equatable {
    let line: Int
    let found: String
    let expected: String
  }

  private let bytes: [UInt8]
  private var index = 0

  /// Deeper nesting than this is refused, as by Foundation.
  private static let deepest = 512

  /// The first fault of the text `bytes`, nil when it is JSON.
  static func fault(in bytes: [UInt8]) -> Fault? {
    var syntax = JSONSyntax(bytes: bytes)
    do throws(Fault) {
      try syntax.value(depth: 0)
      guard syntax.next() == nil else { throw syntax.fault("the end of the file") }
      return nil
    } catch {
      return error
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The next byte that is no space, without taking it; nil at the end.
  private mutating func next() -> UInt8? {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index < bytes.count ? bytes[index] : nil
  }

  private mutating func takes(_ letter: Character) -> Bool {
    guard let byte = next(), byte == letter.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(Fault) {
    guard depth < Self.deepest else { throw fault("at most \(Self.deepest) levels") }
    switch next().map({ Character(Unicode.Scalar($0)) }) {
    case "{": try members(depth: depth)
    case "[": try elements(depth: depth)
    case "\"": try string()
    case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": try number()
    case "t": try word("true")
    case "f": try word("false")
    case "n": try word("null")
    default: throw fault("a value")
    }
  }

  private mutating func members(depth: Int) throws(Fault) {
    index += 1
    if takes("}") { return }
    repeat {
      guard next() == Character("\"").asciiValue else { throw fault("a key in double quotes") }
      try string()
      guard takes(":") else { throw fault("':'") }
      try value(depth: depth + 1)
    } while takes(",")
    guard takes("}") else { throw fault("',' or '}'") }
  }

  private mutating func elements(depth: Int) throws(Fault) {
    index += 1
    if takes("]") { return }
    repeat { try value(depth: depth + 1) } while takes(",")
    guard takes("]") else { throw fault("',' or ']'") }
  }

  private mutating func string() throws(Fault) {
    index += 1
    while index < bytes.count, bytes[index] != Character("\"").asciiValue {
      guard bytes[index] >= 0x20 else { throw fault("a closing quote") }
      index += bytes[index] == Character("\\").asciiValue ? 2 : 1
    }
    guard index < bytes.count else { throw fault("a closing quote") }
    index += 1
  }

  private mutating func number() throws(Fault) {
    let start = index
    while index < bytes.count, "+-.0123456789Ee".utf8.contains(bytes[index]) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let isWhole = text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    guard isWhole else {
      index = start
      throw fault("a number like -1.5e3")
    }
  }

  private mutating func word(_ word: String) throws(Fault) {
    guard bytes[index...].starts(with: word.utf8) else { throw fault("a value") }
    index += word.utf8.count
  }

  private func fault(_ expected: String) -> Fault {
    let place = min(index, bytes.count)
    let rest = bytes[place...].prefix { $0 > 0x20 && $0 < 0x7F && !",]}:".utf8.contains($0) }
    let shown = rest.isEmpty ? bytes[place...].prefix(1) : rest.prefix(20)
    let found = shown.first.map {
      $0 > 0x20 && $0 < 0x7F ? "'\(String(decoding: shown, as: UTF8.self))'" : "byte \($0)"
    }
    return Fault(
      line: 1 + bytes[..<place].count { $0 == 0x0A }, found: found ?? "the end of the file",
      expected: expected)
  }
}
