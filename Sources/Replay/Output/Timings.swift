import TraceIO

/// Everything that depends on the machine and its clock, and nothing else does.
struct Timings: ~Copyable {
  private var file: ZstdFileWriter
  private let begun = ContinuousClock().now
  /// What earlier processes spent on the run that this one goes on with.
  private let earlier: Spent

  /// What a run has cost so far.
  fileprivate struct Spent: Codable {
    var seconds = 0.0
    var peakMemoryBytes = 0
    var interruptions = 0
  }

  /// How far the file has come.
  struct State: Codable {
    fileprivate let position: ZstdFileWriter.Position
    fileprivate let spent: Spent
  }

  /// Begins `timings.csv` at `path`, or goes on with it.
  init(path: String, threads: Int, from state: State?) throws(InputError) {
    var file =
      if let state {
        try ZstdFileWriter.resuming(path: path, at: state.position)
      } else {
        try ZstdFileWriter.resumable(path: path)
      }
    if state == nil {
      try file.write("measure,controller,epoch,value,text\n" + HostFacts.rows(threads: threads))
    }
    self.file = file
    earlier = state?.spent ?? Spent()
  }

  /// Notes what it took to read the traces of a slot, draw its arrivals and make its rates and forecast.
  mutating func add(decoding: Duration, _ slot: Int) throws(InputError) {
    try file.write("decode_s,,\(slot),\(decoding / .seconds(1)),\n")
  }

  /// Notes what one slot of the controller called `label` took, and what logging it took.
  mutating func add(
    _ outcome: ControllerRun.Outcome, _ label: String, logging: Duration
  ) throws(InputError) {
    let slot = outcome.slot.index
    try file.write(
      "decide_s,\(label),\(slot),\(outcome.decideSeconds),\n"
        + "simulate_s,\(label),\(slot),\(outcome.simulateSeconds),\n"
        + "log_s,\(label),\(slot),\(logging / .seconds(1)),\n")
  }

  /// Where the file stands.
  func state() throws(InputError) -> State {
    var spent = spent
    spent.interruptions += 1
    return State(position: try file.position(), spent: spent)
  }

  /// Notes what the whole run took for `tasks` simulated tasks, and ends the file.
  consuming func finish(tasks: Int) throws(InputError) {
    let spent = spent
    try file.write("replay_s,,,\(spent.seconds),\ntasks_per_s,,,\(Double(tasks) / spent.seconds),\n")
    if spent.peakMemoryBytes > 0 { try file.write("peak_memory_bytes,,,\(spent.peakMemoryBytes),\n") }
    try file.write("interruptions,,,\(spent.interruptions),\n")
    try file.finish()
  }

  private var spent: Spent {
    Spent(
      seconds: earlier.seconds + begun.duration(to: ContinuousClock().now) / .seconds(1),
      peakMemoryBytes: max(earlier.peakMemoryBytes, Self.peakMemoryBytes ?? 0),
      interruptions: earlier.interruptions)
  }

  /// The largest resident size of this process so far, as Linux reports it.
  private static var peakMemoryBytes: Int? {
    HostFacts.kibibytes("VmHWM", in: "/proc/self/status").map { $0 * 1024 }
  }
}
