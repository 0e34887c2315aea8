package import TraceIO
import FoundationEssentials

/// The directory of a study: its journal, and what is made of it at the end.
package struct StudyDirectory: Sendable {
  /// Its path.
  package let path: String

  /// What to do where there is a study already.
  package enum Present: Sendable { case refuse, resume, replace }

  /// The directory at `path`, made where it is missing.
  ///
  /// - Throws: `InputError` when something else is there, or a study that is neither to be resumed nor to be replaced.
  package init(_ path: String, present: Present) throws(InputError) {
    var trimmed = path
    while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
    self.path = trimmed
    if PosixFile.exists(trimmed), !PosixFile.exists(journal), !PosixFile.exists(shards) {
      let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: trimmed).isEmpty) ?? false
      guard isEmpty else {
        throw InputError(
          trimmed, found: "something that is no study", expected: "a study or nothing",
          advice: "Choose another --output")
      }
    }
    switch present {
    case .refuse where PosixFile.exists(journal):
      throw InputError(
        trimmed, found: "a study already", expected: "a new directory",
        advice: "Pass --resume to go on with it, --overwrite to begin again, or choose another --output")
    case .replace: clear()
    default: break
    }
    try make(trimmed)
  }

  /// The journal.
  package var journal: String { path + "/study.jsonl" }
  /// The page.
  package var page: String { path + "/study.html" }
  /// Where a plan's shards are.
  var shards: String { path + "/shards" }
  /// What shard `number` is to do.
  func shard(_ number: Int) -> String { "\(shards)/shard-\(number).json" }
  /// What shard `number` has done.
  func result(_ number: Int) -> String { "\(shards)/shard-\(number).jsonl" }

  /// Writes a whole text file.
  func write(_ text: String, to file: String) throws(InputError) {
    var writer = try ZstdFileWriter(path: file)
    try writer.write(text)
    try writer.finish()
  }

  /// Makes the folder of shards, empty.
  func clearShards() throws(InputError) {
    try? FileManager.default.removeItem(atPath: shards)
    try make(shards)
  }

  private func clear() {
    for name in ["study.jsonl", "study.html", "trials.csv", "best.yaml", "importance.csv", "held-out.csv"] {
      try? FileManager.default.removeItem(atPath: path + "/" + name)
    }
    try? FileManager.default.removeItem(atPath: shards)
  }

  private func make(_ folder: String) throws(InputError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError(
        folder, found: "a directory that cannot be made", expected: "a place with room and permission",
        advice: "Choose another --output")
    }
  }
}
