import StateCoding
import TraceIO

/// Everything of a replay that a checkpoint keeps.
enum ReplayState: Codable {
  /// Between two slots.
  case running(Running)
  /// All files are whole, and only the directory lacks its name.
  case whole(totals: [ControllerTotals], warning: String?)

  /// What a replay goes on from.
  struct Running: Codable {
    /// Tasks that have arrived so far.
    let arrived: Int
    let inputs: ReplayInputs.State
    let runs: [ControllerRun.State]
    let files: RunFiles.State
    /// Slots done.
    var slots: Int { inputs.slot }
  }

  /// The state between two slots, if this is one.
  var running: Running? { if case .running(let state) = self { state } else { nil } }

  /// Writes the checkpoint at `path` in one step.
  func write(to path: String, manifest: String) throws {
    try Checkpoint(manifest: manifest, state: try StateEncoder.bytes(of: self)).write(to: path)
  }

  /// The state in the checkpoint at `path`, which must belong to `manifest`.
  static func read(_ path: String, manifest: String) throws -> ReplayState {
    let checkpoint = try Checkpoint.read(path, manifest: manifest)
    do {
      return try StateDecoder.value(from: checkpoint.state)
    } catch let error as StateError {
      throw InputError(
        path, found: "a state that cannot be read (\(error))", expected: "what this build wrote",
        advice: "Pass --overwrite to begin anew")
    }
  }
}
