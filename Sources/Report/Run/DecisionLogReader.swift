package import Replay
package import TraceIO

/// The decision log of a run, record by record, in memory that does not grow with it.
package struct DecisionLogReader: ~Copyable {
  private var lines: LineReader
  /// The longest record: 256 MiB, for a full strategy of a large network.
  private static let longest = 256 << 20

  /// Opens `decisions.jsonl.zst` of the run in `directory`.
  package init(run directory: String) throws(InputError) {
    lines = try LineReader(path: directory + "/decisions.jsonl.zst", longest: Self.longest)
  }

  /// The number of the current record's line, from 1.
  package var line: Int { lines.line }

  /// The next record; nil at the end, and ever after.
  package mutating func next() throws(InputError) -> JSONValue? {
    guard try lines.next() else { return nil }
    do {
      return try JSONReader.value(lines.bytes)
    } catch {
      throw InputError(
        lines.path, .line(lines.line), found: "a record that is no JSON at its byte \(error.byte)",
        expected: error.expected, advice: "Replay again; a decision log has one JSON object per line")
    }
  }

  /// An error about the current record.
  package func fault(found: String, expected: String) -> InputError {
    InputError(
      lines.path, .line(lines.line), found: found, expected: expected,
      advice: "Replay again with this version of offramp")
  }
}
