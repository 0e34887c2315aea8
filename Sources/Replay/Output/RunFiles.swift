import Simulation
import TraceIO

/// The open files of a run: the decision log, the timings, and one hop log per controller when asked for.
struct RunFiles: ~Copyable {
  private let directory: RunDirectory
  private let labels: [String]
  private var decisions: ZstdFileWriter
  private var timings: Timings
  private var hops: HopLogs?
  /// The record under way.
  private var line = JSONText()

  /// Records are so alike that short matches are enough: level 1 makes logs 6 to 14 % smaller than level 3, in two
  /// thirds of the time.
  private static let decisionLevel = 1

  /// How far the files have come.
  struct State: Codable {
    fileprivate let decisions: ZstdFileWriter.Position
    fileprivate let timings: Timings.State
    fileprivate let hops: [HopLog.State]?
  }

  /// Begins the files of a run, or goes on with them.
  init(_ directory: RunDirectory, labels: [String], withHops: Bool, threads: Int, from state: State?)
    throws(InputError)
  {
    let path = directory.file("decisions.jsonl.zst")
    let decisions =
      if let state {
        try ZstdFileWriter.resuming(path: path, at: state.decisions)
      } else {
        try ZstdFileWriter.resumable(path: path, level: Self.decisionLevel)
      }
    let timings = try Timings(path: directory.file("timings.csv"), threads: threads, from: state?.timings)
    let hops = withHops ? try HopLogs(directory, labels: labels, from: state?.hops) : nil
    self.directory = directory
    self.labels = labels
    self.decisions = decisions
    self.timings = timings
    self.hops = hops
  }

  /// Appends one record to the decision log.
  mutating func write(_ record: JSONValue) throws(InputError) {
    line.removeAll()
    line.appendLine(record)
    try decisions.write(line.bytes)
  }

  /// Appends the visits that one slot of controller `index` brought.
  mutating func writeHops(_ outcome: ControllerRun.Outcome, of index: Int) throws(InputError) {
    try hops?.add(outcome, of: index)
  }

  /// Notes what it took to make the inputs of a slot.
  mutating func noteDecoding(of slot: Int, _ duration: Duration) throws(InputError) {
    try timings.add(decoding: duration, slot)
  }

  /// Notes what one slot of controller `index` took, its records and visits included.
  mutating func note(
    _ outcome: ControllerRun.Outcome, of index: Int, logging: Duration
  ) throws(InputError) {
    try timings.add(outcome, labels[index], logging: logging)
  }

  /// Where the files stand, once what is written is on the device.
  func state() throws(InputError) -> State {
    State(decisions: try decisions.position(), timings: try timings.state(), hops: try hops?.states())
  }

  /// Ends all files; `unfinished` are the visits of tasks in flight, by controller, and `tasks` the tasks simulated.
  consuming func finish(_ unfinished: [[Visit]], tasks: Int) throws(InputError) {
    try decisions.finish()
    if var logs = hops.take() { try logs.finish(unfinished, in: directory) }
    try timings.finish(tasks: tasks)
  }
}
