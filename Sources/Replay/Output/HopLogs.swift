import Simulation
import TraceIO

/// The hop logs of all controllers, joined at the end in the order of the controllers.
struct HopLogs: ~Copyable {
  private let paths: [String]
  private var logs: [HopLogBox]

  init(_ directory: RunDirectory, labels: [String], from states: [HopLog.State]?) throws(InputError) {
    let paths = labels.indices.map { directory.workFile("hops-\($0).csv.zst") }
    var logs: [HopLogBox] = []
    for (index, label) in labels.enumerated() {
      logs.append(HopLogBox(try HopLog(label: label, path: paths[index], from: states?[index])))
    }
    self.paths = paths
    self.logs = logs
  }

  /// Where the logs stand, by controller.
  func states() throws(InputError) -> [HopLog.State] {
    var states: [HopLog.State] = []
    for box in logs { states.append(try box.log.state()) }
    return states
  }

  mutating func add(_ outcome: ControllerRun.Outcome, of index: Int) throws(InputError) {
    try logs[index].log.add(outcome)
  }

  mutating func finish(_ unfinished: [[Visit]], in directory: RunDirectory) throws(InputError) {
    var joined = try ZstdFileWriter(path: directory.file("hops.csv.zst"))
    try joined.write(HopLog.header)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    for (index, box) in logs.enumerated() {
      try box.log.finish(unfinished[index])
      var part = try ZstdDecoder(path: paths[index])
      while case let count = try part.decode(into: &buffer), count > 0 {
        try joined.write(buffer.span.extracting(0..<count))
      }
    }
    try joined.finish()
  }
}

/// Holds a log that cannot be copied, so that several fit into an array.
private final class HopLogBox {
  var log: HopLog
  init(_ log: consuming HopLog) { self.log = log }
}
