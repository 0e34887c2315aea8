internal import ArgumentParser
internal import Replay
internal import TraceIO

/// `offramp replay`: a scenario, slot by slot, every controller on the same tasks.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Replay a scenario's traces through its controllers and compare them.",
    discussion: """
      Every controller meets the same tasks and decides once per slot; every task is simulated. The summary goes to
      stdout, progress to stderr, everything else into the run directory (see docs/formats.md).

      Ctrl-C finishes the slot and says how to go on; a second one ends at once. Whatever ends a replay early, --resume
      goes on from its last checkpoint, to the same bytes as if nothing had happened.

      Example: offramp replay Configs/demo.yaml --controllers dto-ee-curvature,uniform --epochs 12 --output run
      """)

  /// How to print the summary.
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

  @Argument(help: "The scenario, a YAML file.")
  var scenario: String

  @Option(help: "The controllers to compare, separated by commas, instead of those of the scenario.")
  var controllers: String?

  @Option(help: "The number of slots, instead of the scenario's.")
  var epochs: Int?

  @Option(
    help: ArgumentHelp(
      "The time of the traces at which slot 0 begins, instead of the scenario's.", valueName: "seconds"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The same for the trace of arrivals alone, while links begin at --from.", valueName: "seconds"))
  var arrivalsFrom: String?

  @Option(help: "The seed of everything drawn, instead of the scenario's.")
  var seed: UInt64?

  @Option(help: "The exit profile to use, instead of the scenario's.")
  var exitProfile: String?

  @Option(
    help: "How tasks are simulated, events or layers, instead of the scenario's. Results do not depend on it."
  )
  var engine: String?

  @Option(help: "How many controllers run at once. Results do not depend on it.")
  var threads = 2

  @Option(help: "The run directory to write (default: runs/NAME of the scenario).")
  var output: String?

  @Flag(help: "Replace a run that is already there.")
  var overwrite = false

  @Flag(help: "Go on with an interrupted run of the same command; begin where there is none.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "Slots between two checkpoints, 0 for none (default: every half minute, if they are cheap).",
      valueName: "slots"))
  var checkpointEvery: Int?

  @Option(
    help:
      "What to say on stderr: a line on a terminal (auto), a line of JSON every second (json), or nothing (none)."
  )
  var progress = ProgressLine.Mode.auto

  @Flag(help: "Log every visit of every task to hops.csv.zst.")
  var hopLog = false

  @Flag(help: "Log beside each decision what a cold start would have given; costs a second search.")
  var explain = false

  @Option(help: "How much each decision says: summary, or full with strategy and levels.")
  var decisionDetail = LogDetail.summary

  @Option(help: "How to print the summary: table, json or csv.")
  var format = Format.table

  func validate() throws {
    try ValidationError.check("--threads", threads, from: 1)
    try ValidationError.check("--checkpoint-every", checkpointEvery, from: 0)
    try ValidationError.check("--epochs", epochs, from: 1)
    try Self.checkTime(from, "--from")
    try Self.checkTime(arrivalsFrom, "--arrivals-from")
    if let seed, seed >= ValidationError.seedLimit {
      throw ValidationError("--seed needs a number below 10^15, got \(seed)")
    }
  }

  private static func checkTime(_ text: String?, _ option: String) throws {
    guard let text, TraceTime.nanoseconds(text: text) == nil else { return }
    throw ValidationError(
      "\(option) takes decimal seconds from 0 to \(TraceTime.seconds(TraceTime.latestNanoseconds)), not '\(text)'."
    )
  }

  func run() async throws {
    let labels = controllers?.split(separator: ",").map(String.init)
    let plan = try ScenarioReader.read(scenario).replacing(
      seed: seed, slots: epochs, controllers: labels, exitProfile: exitProfile, engine: engine,
      fromNanoseconds: from.flatMap(TraceTime.nanoseconds(text:)),
      arrivalsFromNanoseconds: arrivalsFrom.flatMap(TraceTime.nanoseconds(text:)))
    let directory = output ?? "runs/\(plan.name)"
    let result = try await replay(plan, into: directory)
    if let warning = result.warning { StandardStreams.printError("warning: \(warning)") }
    show(result.summary, in: directory)
  }

  private func replay(_ plan: Scenario, into directory: String) async throws -> Replay.Result {
    StopSignals.listen()
    var line = ProgressLine(progress)
    do {
      let replay = Replay(plan, options: options(directory))
      let result = try await replay.run(isInterrupted: { StopSignals.wasCaught }) { progress in
        line.show(isLast: progress.slots == progress.total) { ReplayPace(progress, seconds: $0) }
      }
      line.finish()
      return result
    } catch let interruption as ReplayInterruption {
      line.sayInterrupted(
        after: interruption.slots, of: interruption.total, "slot",
        goOn: ProgressLine.goOn(adding: resume ? [] : ["--resume"]))
      StopSignals.endProcess()
    } catch {
      line.finish()
      throw error
    }
  }

  private func options(_ directory: String) -> ReplayOptions {
    ReplayOptions(
      output: directory, overwrites: overwrite, resumes: resume, checkpointSlots: checkpointEvery,
      logsHops: hopLog, detail: decisionDetail, explains: explain,
      threads: threads, command: command)
  }

  /// The command with what governs the result, and without what must not.
  private var command: String {
    var words = ["offramp", "replay", scenario]
    if let controllers { words += ["--controllers", controllers] }
    if let epochs { words += ["--epochs", "\(epochs)"] }
    if let from { words += ["--from", from] }
    if let arrivalsFrom { words += ["--arrivals-from", arrivalsFrom] }
    if let seed { words += ["--seed", "\(seed)"] }
    if let exitProfile { words += ["--exit-profile", exitProfile] }
    if hopLog { words.append("--hop-log") }
    if explain { words.append("--explain") }
    if decisionDetail == .full { words += ["--decision-detail", "full"] }
    return words.joined(separator: " ")
  }

  private func show(_ summary: Summary, in directory: String) {
    switch format {
    case .json: print(summary.json.text)
    case .csv: print(SummaryTable(summary).csv, terminator: "")
    case .table:
      if !summary.scenario.notice.isEmpty { print("\(summary.scenario.name): \(summary.scenario.notice)\n") }
      print(SummaryTable(summary).text)
      print("run directory: \(directory)")
    }
  }
}

extension LogDetail: ExpressibleByArgument {}
