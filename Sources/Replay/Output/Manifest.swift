import InputFiles
import Controllers
import TraceIO

/// What a run was made from and by: everything needed to run it again.
struct Manifest {
  let scenario: Scenario
  let command: String
  /// Each input file with its SHA-256.
  let inputs: [(file: String, digest: String)]

  init(_ scenario: Scenario, command: String) throws(InputError) {
    self.scenario = scenario
    self.command = command
    var inputs: [(file: String, digest: String)] = []
    for file in ReplayInputs.files(of: scenario) { inputs.append((file, try FileDigest.sha256(file))) }
    self.inputs = inputs
  }

  /// The content of `manifest.json`. The number of threads and the place of the output are left out: they must not
  /// matter.
  var json: JSONValue {
    [
      "offramp_run": 1, "version": .string(offrampVersion), "command": .string(command),
      "seed": .integer(Int(truncatingIfNeeded: scenario.seed)), "notice": .string(scenario.notice),
      "inputs": .array(inputs.map { ["file": .string($0.file), "sha256": .string($0.digest)] }),
      "scenario": scenario.json,
    ]
  }
}
