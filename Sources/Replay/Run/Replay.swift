import TraceIO
import Controllers
import Simulation

/// A replay: one scenario, several controllers in lock-step on the same trace, one run directory.
package struct Replay {
  private let scenario: Scenario
  private let options: ReplayOptions

  /// A replay of `scenario`.
  package init(_ scenario: Scenario, options: ReplayOptions) {
    self.scenario = scenario
    self.options = options
  }

  /// How far a replay has come.
  package struct Progress: Sendable {
    /// Slots done.
    package let slots: Int
    /// Slots in all.
    package let total: Int
    /// Tasks that have arrived so far, at each controller.
    package let tasks: Int
  }

  /// Replays every slot and writes the run directory.
  ///
  /// - Parameter report: Told after every slot how far the replay has come.
  /// - Returns: The summary, and a warning where the trace ended before the replay.
  /// - Throws: `InputError`; nothing is then left under the output's name.
  package func run(_ report: (Progress) -> Void) async throws -> (summary: Summary, warning: String?) {
    let directory = try RunDirectory(options.output, replacing: options.overwrites)
    do {
      let result = try await replay(into: directory, report)
      try directory.finish()
      return result
    } catch {
      directory.discard()
      throw error
    }
  }

  private func replay(
    into directory: RunDirectory, _ report: (Progress) -> Void
  ) async throws -> (summary: Summary, warning: String?) {
    var inputs = try ReplayInputs(scenario)
    var field = try LockStep(scenario, inputs, keepsVisits: options.logsHops)
    let labels = scenario.controllers.map(\.label)
    let records = RunRecords(scenario: scenario, withDetail: options.logsStrategy)
    try directory.write(
      try Manifest(scenario, command: options.command).json.indentedText, to: "manifest.json")
    var files = try RunFiles(directory, labels: labels, withHops: options.logsHops)
    var arrived = 0
    var timings = Timings()
    try files.write(records.begin())
    for index in 0..<scenario.slots {
      let slot = try inputs.nextSlot()
      for (run, outcome) in await field.advance(slot, threads: options.threads).enumerated() {
        timings.add(outcome, labels[run])
        try files.write(records.decision(outcome, by: labels[run]))
        try files.writeHops(outcome, of: run)
      }
      arrived += slot.arrivals.count
      report(Progress(slots: index + 1, total: scenario.slots, tasks: arrived))
    }
    let totals = field.totals
    for (label, total) in zip(labels, totals) { try files.write(records.end(label, total)) }
    try files.finish(field.unfinishedVisits(slots: scenario.slots, slotSeconds: scenario.slotSeconds))
    let summary = try Summary(scenario, totals)
    try directory.write(summary.json.indentedText, to: "summary.json")
    timings.finish(tasks: totals.reduce(0) { $0 + $1.arrived })
    try directory.write(timings.csv, to: "timings.csv")
    return (summary, warning(inputs.arrivalsEnd))
  }

  private func warning(_ traceEnd: SimulationTime?) -> String? {
    let horizon =
      Double(scenario.arrivalsFromNanoseconds) / 1e9 + Double(scenario.slots) * scenario.slotSeconds
    guard let traceEnd, traceEnd.seconds < horizon - scenario.slotSeconds else { return nil }
    return
      "\(scenario.arrivals.file) ends at \(Decimal.text(traceEnd.seconds, places: 1)) s; the replay went on to "
      + "\(Decimal.text(horizon, places: 1)) s without arrivals"
  }
}
