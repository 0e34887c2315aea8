import Simulation
import TraceIO

/// Writes the visits of one controller's tasks, ordered by task and stage.
///
/// Tasks end out of order, so visits wait here until every earlier task has ended: memory is proportional to the tasks
/// that entered since the oldest one still in flight.
struct HopLog: ~Copyable {
  /// The columns of the log.
  static let header =
    "controller,task,source,sample,stage,node,sent_s,arrived_s,started_s,finished_s,exited,confidence,correct,dropped_s\n"

  private let label: String
  private var file: ZstdFileWriter
  private var pending: [Int: [Visit]] = [:]
  private var finished: Set<Int> = []
  private var nextTask = 0

  /// How far a log has come.
  struct State: Codable {
    fileprivate let position: ZstdFileWriter.Position
    fileprivate let pending: [Int: [Visit]]
    fileprivate let finished: Set<Int>
    fileprivate let nextTask: Int
  }

  /// Begins the log of the controller called `label`, a file of its own at `path`, or goes on with it.
  init(label: String, path: String, from state: State?) throws(InputError) {
    self.label = label
    guard let state else {
      file = try ZstdFileWriter.resumable(path: path)
      return
    }
    file = try ZstdFileWriter.resuming(path: path, at: state.position)
    (pending, finished, nextTask) = (state.pending, state.finished, state.nextTask)
  }

  /// Where the log stands.
  func state() throws(InputError) -> State {
    State(position: try file.position(), pending: pending, finished: finished, nextTask: nextTask)
  }

  /// Takes in what one slot brought and writes every task whose turn it is.
  mutating func add(_ outcome: ControllerRun.Outcome) throws(InputError) {
    for visit in outcome.visits {
      pending[visit.task, default: []].append(visit)
      if visit.exited || visit.dropped != nil { finished.insert(visit.task) }
    }
    while finished.remove(nextTask) != nil { try writeNextTask() }
  }

  /// Writes the tasks that are left, each with the visit it is in the middle of, and closes the file.
  mutating func finish(_ unfinished: [Visit]) throws(InputError) {
    for visit in unfinished { pending[visit.task, default: []].append(visit) }
    for task in pending.keys.sorted() {
      nextTask = task
      try writeNextTask()
    }
    try file.finish()
  }

  private mutating func writeNextTask() throws(InputError) {
    for visit in pending.removeValue(forKey: nextTask) ?? [] { try file.write(row(visit)) }
    nextTask += 1
  }

  private func row(_ visit: Visit) -> String {
    func seconds(_ time: SimulationTime?) -> String { time.map { TraceTime.seconds($0.nanoseconds) } ?? "" }
    func flag(_ value: Bool?) -> String { value.map { $0 ? "1" : "0" } ?? "" }
    return "\(label),\(visit.task),\(visit.device),\(visit.sample),\(visit.stage),\(visit.node),"
      + "\(seconds(visit.sent)),\(seconds(visit.arrived)),\(seconds(visit.started)),\(seconds(visit.finished)),"
      + "\(flag(visit.exited)),\(visit.confidence.map { "\($0)" } ?? ""),\(flag(visit.isCorrect)),"
      + "\(seconds(visit.dropped))\n"
  }
}
