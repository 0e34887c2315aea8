import Simulation
import TraceIO

/// The open files of a run: the decision log, and one hop log per controller when asked for.
struct RunFiles: ~Copyable {
  private let directory: RunDirectory
  private var decisions: ZstdFileWriter
  private var hops: HopLogs?

  init(_ directory: RunDirectory, labels: [String], withHops: Bool) throws(InputError) {
    let decisions = try ZstdFileWriter(path: directory.partialPath + "/decisions.jsonl.zst")
    let hops = withHops ? try HopLogs(directory, labels: labels) : nil
    self.directory = directory
    self.decisions = decisions
    self.hops = hops
  }

  /// Appends one record to the decision log.
  mutating func write(_ record: JSONValue) throws(InputError) { try decisions.write(record.text + "\n") }

  /// Appends the visits of one slot of controller `index`.
  mutating func writeHops(_ outcome: ControllerRun.Outcome, of index: Int) throws(InputError) {
    try hops?.add(outcome, of: index)
  }

  /// Ends all files; `unfinished` are the visits of tasks in flight, by controller.
  consuming func finish(_ unfinished: [[Visit]]) throws(InputError) {
    try decisions.finish()
    if var logs = hops.take() { try logs.finish(unfinished, in: directory) }
  }
}
