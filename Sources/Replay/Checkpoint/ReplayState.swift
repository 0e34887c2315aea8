import StateCoding
import TraceIO

/// Everything of a replay that a checkpoint keeps, but the worlds, which are large.
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

  /// Writes the checkpoint at `path` in one step, with the worlds of so many controllers, one after the other.
  func write(
    to path: String, manifest: String, worldCount: Int = 0, world: (Int) throws -> [[UInt8]] = { _ in [] }
  ) throws {
    try Checkpoint.write(
      try StateEncoder.bytes(of: self), worldCount: worldCount, to: path, manifest: manifest, world: world)
  }

  /// The state in the checkpoint at `path`, which must belong to `manifest`, and every controller's world.
  static func read(_ path: String, manifest: String) throws -> (state: ReplayState, worlds: [[UInt8]]) {
    let checkpoint = try Checkpoint.read(path, manifest: manifest)
    do {
      return (try StateDecoder.value(from: checkpoint.state), checkpoint.worlds)
    } catch let error as StateError {
      throw InputError(
        path, found: "a state that cannot be read (\(error))", expected: "what this build wrote",
        advice: "Pass --overwrite to begin anew")
    }
  }
}
