import Simulation
import TraceIO

/// What a replay is in the middle of: inputs, controllers and files, all between the same two slots.
struct ReplaySession: ~Copyable {
  private let scenario: Scenario
  private let options: ReplayOptions
  private let directory: RunDirectory
  private let manifest: String
  private let labels: [String]
  private let records: RunRecords
  /// The controller that regrets are counted from.
  private let clairvoyant: Int?
  private var inputs: ReplayInputs
  private let field: LockStep
  private var files: RunFiles
  /// Slots done by earlier processes.
  private let resumedSlots: Int
  /// Tasks that have arrived, and how many of them before this process.
  private var arrived = 0
  private let resumedTasks: Int
  /// Slots done.
  private(set) var slots: Int

  /// Begins with slot 0, or goes on from `state`.
  init(
    _ scenario: Scenario, _ options: ReplayOptions, _ directory: RunDirectory, _ manifest: String,
    _ inputs: consuming ReplayInputs, _ field: LockStep, from saved: (state: ReplayState, worlds: [[UInt8]])?
  ) throws {
    let running = saved?.state.running, labels = scenario.controllers.map(\.label)
    var inputs = inputs
    if let running, let saved {
      do { try inputs.restore(running.inputs) } catch { throw InputFault(error: error) }
      try field.restore(running.runs, worlds: saved.worlds)
    }
    var files = try RunFiles(
      directory, labels: labels, withHops: options.logsHops, threads: options.threads, from: running?.files)
    let records = RunRecords(
      scenario: scenario, detail: options.detail, explains: options.explains)
    if running == nil {
      try directory.write(manifest, to: "manifest.json")
      try files.write(records.begin())
    }
    (self.scenario, self.options, self.directory, self.manifest) = (scenario, options, directory, manifest)
    (self.labels, self.records) = (labels, records)
    clairvoyant = scenario.clairvoyantIndex
    self.inputs = inputs
    self.field = field
    self.files = files
    (slots, arrived) = (running?.slots ?? 0, running?.arrived ?? 0)
    (resumedSlots, resumedTasks) = (slots, arrived)
  }

  /// Replays one slot with every controller and writes what came of it.
  mutating func advance(_ report: (ReplayProgress) -> Void) async throws {
    let clock = ContinuousClock(), begun = clock.now
    let slot: ReplayInputs.Slot
    do { slot = try inputs.nextSlot() } catch { throw InputFault(error: error) }
    try files.noteDecoding(of: slot.index, begun.duration(to: clock.now))
    let outcomes = await field.advance(slot, threads: options.threads)
    let best = clairvoyant.map { outcomes[$0] }
    for (run, outcome) in outcomes.enumerated() {
      let decided = clock.now
      try files.write(records.decision(outcome, by: labels[run], beside: best))
      try files.writeHops(outcome, of: run)
      try files.note(outcome, of: run, logging: decided.duration(to: clock.now))
    }
    arrived += slot.arrivals.count
    slots += 1
    report(
      ReplayProgress(
        slots: slots, total: scenario.slots, resumedSlots: resumedSlots, tasks: arrived - resumedTasks,
        simulatedSeconds: Double(slots) * scenario.slotSeconds,
        delays: zip(labels, outcomes).map { ($0, $1.measured.delayMeanSeconds) }))
  }

  /// Writes the checkpoint that a process to come goes on from.
  func checkpoint() throws {
    let state = ReplayState.running(
      ReplayState.Running(
        arrived: arrived, inputs: inputs.state, runs: try field.states(), files: try files.state()))
    try state.write(to: directory.checkpointPath, manifest: manifest, worldCount: labels.count) {
      try field.worldState(of: $0)
    }
  }

  /// Ends all files and writes what the run adds up to.
  consuming func finish() throws -> Replay.Result {
    field.finish(slots: scenario.slots, slotSeconds: scenario.slotSeconds)
    let totals = field.totals
    for (label, total) in zip(labels, totals) { try files.write(records.end(label, total)) }
    let unfinished =
      options.logsHops
      ? field.unfinishedVisits(slots: scenario.slots, slotSeconds: scenario.slotSeconds) : []
    let summary = try Summary(scenario, totals)
    try directory.write(summary.json.indentedText, to: "summary.json")
    let warning = warning
    let (directory, manifest) = (directory, manifest)
    try files.finish(unfinished, tasks: totals.reduce(0) { $0 + $1.arrived })
    try ReplayState.whole(totals: totals, warning: warning).write(
      to: directory.checkpointPath, manifest: manifest)
    return Replay.Result(summary: summary, warning: warning)
  }

  /// That the trace ended before the replay.
  private var warning: String? {
    let horizon =
      Double(scenario.arrivalsFromNanoseconds) / 1e9 + Double(scenario.slots) * scenario.slotSeconds
    guard let traceEnd = inputs.arrivalsEnd, traceEnd.seconds < horizon - scenario.slotSeconds else {
      return nil
    }
    return
      "\(scenario.arrivals.file) ends at \(Decimal.text(traceEnd.seconds, places: 1)) s; the replay went on to "
      + "\(Decimal.text(horizon, places: 1)) s without arrivals"
  }
}
