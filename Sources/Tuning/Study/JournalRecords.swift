package import TraceIO
import Replay

/// The records of a journal, read and checked.
///
/// A journal is JSON Lines: the study's header, then its trials by number. The last member of every record is `check`,
/// 64 bits of FNV-1a over the bytes before it, so that a record that was cut while it was written is recognised.
package struct JournalRecords: Sendable {
  /// What the study is made from.
  package let header: StudyHeader
  /// The trials, by number.
  package let trials: [Trial]
  /// The bytes of whole records.
  let wholeByteCount: Int
  /// The bytes behind them, of a record that was cut; 0 when there is none.
  package let tornByteCount: Int

  /// Reads the journal at `path`.
  ///
  /// - Returns: Nil where not even the header is whole.
  /// - Throws: `InputError` for a damaged record with whole ones behind it, or one of no sense.
  package init?(_ path: String) throws(InputError) {
    let bytes = try Self.bytes(path)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last line end was cut, and so was a last line that does not check.
    var records: [JSONValue] = [], whole = 0
    for (index, line) in lines.dropLast().enumerated() {
      guard let record = Self.record(line) else {
        guard index == lines.count - 2 else { throw Self.damaged(path, line: index + 1) }
        break
      }
      records.append(record)
      whole += line.count + 1
    }
    (wholeByteCount, tornByteCount) = (whole, bytes.count - whole)
    guard let first = records.first else {
      guard bytes.count < 1 << 20, bytes.isEmpty || bytes[0] == UInt8(ascii: "{") else {
        throw Self.damaged(path, line: 1)
      }
      return nil
    }
    guard let header = StudyHeader(first) else {
      throw InputError(
        path, .line(1), found: "a record that is no study of this version", expected: "a study's header")
    }
    self.header = header
    var trials: [Trial] = []
    for (index, record) in records.dropFirst().enumerated() {
      guard let trial = Trial(record, header), trials.last.map({ $0.number < trial.number }) ?? true else {
        throw Self.damaged(path, line: index + 2)
      }
      trials.append(trial)
    }
    self.trials = trials
  }

  private static func damaged(_ path: String, line: Int) -> InputError {
    InputError(
      path, .line(line), found: "a damaged record", expected: "a study's records as they were written",
      advice: "Restore the file, or begin the study again with --overwrite")
  }

  private static func bytes(_ path: String) throws(InputError) -> [UInt8] {
    let file = try PosixFile.reading(path)
    var bytes: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try file.read(into: &buffer, from: 0), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  // MARK: The check

  private static let checkStart = Array(#","check":""#.utf8)
  private static let checkLength = checkStart.count + 16 + 2

  /// `record` as a line.
  static func line(_ record: JSONValue) -> String {
    let text = String(record.text.dropLast())
    return text + #","check":""# + hexadecimal(fingerprint(text.utf8)) + "\"}\n"
  }

  /// The record of a line; nil where the check says that it is not what was written.
  private static func record(_ line: ArraySlice<UInt8>) -> JSONValue? {
    guard line.count > checkLength else { return nil }
    let body = line.dropLast(checkLength), end = line.suffix(checkLength)
    let check = hexadecimal(fingerprint(body))
    guard Array(end) == checkStart + Array(check.utf8) + Array(#""}"#.utf8) else { return nil }
    guard case .object(let members)? = try? JSONReader.value(Array(line)) else { return nil }
    return .object(members.dropLast())
  }

  /// FNV-1a, 64 bits (Fowler, Noll & Vo).
  private static func fingerprint(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private static func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
