package import TraceIO
import Controllers
import Simulation

/// What the command line says beside the scenario.
package struct ReplayOptions: Sendable {
  /// Where the run directory goes.
  package var output: String
  /// Whether a run of that name may be replaced.
  package var overwrites: Bool
  /// Whether an interrupted run of that name is gone on with; where there is none, the run begins.
  package var resumes: Bool
  /// Slots between two checkpoints, 0 for none; nil leaves it to the clock.
  package var checkpointSlots: Int?
  /// Whether every visit is logged.
  package var logsHops: Bool
  /// How much the decision log holds.
  package var detail: LogDetail
  /// Whether decisions say what a cold start would have given.
  package var explains: Bool
  /// How many controllers may run at once, from 1.
  package var threads: Int
  /// The command as the manifest states it, without what must not matter.
  package var command: String

  /// Options of one replay.
  package init(
    output: String, overwrites: Bool, resumes: Bool = false, checkpointSlots: Int? = nil, logsHops: Bool,
    detail: LogDetail, explains: Bool = false, threads: Int, command: String
  ) {
    precondition(threads > 0, "a replay needs a thread, got \(threads)")
    self.output = output
    self.overwrites = overwrites
    self.resumes = resumes
    self.checkpointSlots = checkpointSlots
    self.logsHops = logsHops
    self.detail = detail
    self.explains = explains
    self.threads = threads
    self.command = command
  }
}

extension Scenario {
  /// The scenario with parts replaced from the command line: a seed, slots, controllers, exit profile, engine, and where
  /// slot 0 begins.
  ///
  /// - Throws: `InputError` for a controller that is neither in the scenario nor in the list.
  package func replacing(
    seed: UInt64?, slots: Int?, controllers labels: [String]?, exitProfile: String? = nil,
    engine: String? = nil, fromNanoseconds: Int64? = nil, arrivalsFromNanoseconds: Int64? = nil
  ) throws(InputError) -> Scenario {
    var scenario = self
    if let exitProfile { scenario.profile.file = exitProfile }
    if let seed { scenario.seed = seed }
    if let slots { scenario.slots = slots }
    if let fromNanoseconds { scenario.fromNanoseconds = fromNanoseconds }
    if let arrivalsFromNanoseconds { scenario.arrivals.fromNanoseconds = arrivalsFromNanoseconds }
    if let engine {
      guard let known = SimulationEngine(rawValue: engine) else {
        throw InputError(
          "--engine", found: "'\(engine)'",
          expected: SimulationEngine.allCases.map(\.rawValue).joined(separator: " or "))
      }
      scenario.engine = known
    }
    if let labels {
      guard !labels.isEmpty else {
        throw InputError("--controllers", found: "no name", expected: "names separated by commas")
      }
      if let twice = labels.indices.first(where: { labels[..<$0].contains(labels[$0]) }) {
        throw InputError("--controllers", found: "'\(labels[twice])' twice", expected: "each once")
      }
      var chosen: [Entry] = []
      for label in labels { chosen.append(try entry(label)) }
      scenario.controllers = chosen
    }
    return scenario
  }

  private func entry(_ label: String) throws(InputError) -> Entry {
    if let entry = controllers.first(where: { $0.label == label }) { return entry }
    do throws(SettingError) {
      let entry = try ControllerEntry.named(label)
      if let missing = entry.missingProfile(nil) { throw missing }
      return Entry(name: label, label: label, settings: entry.defaults)
    } catch {
      throw InputError("--controllers", setting: error)
    }
  }
}
