internal import ArgumentParser
internal import Controllers
internal import EdgeModel
internal import Replay
internal import TraceIO

/// `offramp decide`: one decision problem, one controller, from a cold start.
struct DecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Solve one decision problem with one controller and print the decision.",
    discussion: """
      The instance is a JSON file (see docs/formats.md). The decision, with its certificate and the history of all
      rounds, is printed as one JSON object. The dto-ee controllers search to a tolerance of 1e-7 here, and in
      a replay, where a slot is short, to 1e-3; --set tolerance=VALUE says otherwise.

      Example: offramp decide instance.json --controller dto-ee-curvature --set threshold_every=0 --rounds 2000
      """)

  @Argument(help: "The instance, a JSON file.")
  var instance: String

  @Option(help: "The controller; 'offramp controllers' lists them.")
  var controller: String

  @Option(help: "The number of rounds, at most.")
  var rounds: Int?

  @Option(name: .customLong("set"), help: "A setting as KEY=VALUE; may be given several times.")
  var settings: [String] = []

  @Option(help: "Write the decision to this file instead of stdout.")
  var output: String?

  func run() throws {
    let entry = try entry()
    let problem = try InstanceFile.read(instance)
    let decision = DecideReport.decision(on: problem, by: entry, settings: try chosenSettings(entry))
    let text = DecideReport.json(decision, on: problem.network).text + "\n"
    guard let output else { return print(text, terminator: "") }
    var file = try ZstdFileWriter(path: output)
    try file.write(text)
    try file.finish()
  }

  private func entry() throws(InputError) -> ControllerEntry {
    do {
      return try ControllerEntry.named(controller)
    } catch {
      throw InputError("--controller", setting: error)
    }
  }

  private func chosenSettings(_ entry: ControllerEntry) throws(InputError) -> ControllerSettings {
    var chosen = entry.settingsAlone
    let all = settings + (rounds.map { ["rounds=\($0)"] } ?? [])
    for setting in all {
      guard let mark = setting.firstIndex(of: "=") else {
        throw InputError("--set", found: "'\(setting)'", expected: "KEY=VALUE")
      }
      do {
        try chosen.set(String(setting[..<mark]), to: String(setting[setting.index(after: mark)...]))
      } catch {
        throw InputError("--set", setting: error)
      }
    }
    return chosen
  }
}
