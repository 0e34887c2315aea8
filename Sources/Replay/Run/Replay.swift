import TraceIO

/// A replay: one scenario, several controllers in lock-step on the same trace, one run directory.
package struct Replay {
  private let scenario: Scenario
  private let options: ReplayOptions

  /// A replay of `scenario`.
  package init(_ scenario: Scenario, options: ReplayOptions) {
    self.scenario = scenario
    self.options = options
  }

  /// What a replay that came to its end brought.
  package struct Result: Sendable {
    /// The summary.
    package let summary: Summary
    /// Where the trace ended before the replay.
    package let warning: String?
  }

  /// Replays every slot and writes the run directory; goes on with an interrupted run where there is one and the options
  /// say so.
  ///
  /// - Parameters:
  ///   - isInterrupted: Asked after every slot; true ends the replay with a checkpoint.
  ///   - report: Told after every slot how far the replay has come.
  /// - Throws: `InputError`, and ``ReplayInterruption``; nothing is then left under the output's name, and where there
  ///   is a checkpoint to go on from, it stays.
  package func run(
    isInterrupted: () -> Bool = { false }, _ report: (ReplayProgress) -> Void
  ) async throws -> Result {
    let directory = try RunDirectory(options.output, replacing: options.overwrites, resuming: options.resumes)
    let resumes = directory.hasCheckpoint
    do {
      let result = try await replay(into: directory, isInterrupted, report)
      try directory.finish()
      return result
    } catch let fault as InputFault {
      if !resumes { directory.discard() }
      throw fault.error
    } catch let error as InputError where directory.hasCheckpoint {
      throw error.advising("What is done is kept in \(directory.partialPath): mend this and pass --resume")
    } catch {
      if !directory.hasCheckpoint { directory.discard() }
      throw error
    }
  }

  private func replay(
    into directory: RunDirectory, _ isInterrupted: () -> Bool, _ report: (ReplayProgress) -> Void
  ) async throws -> Result {
    let manifest = try InputFault.blamed {
      try Manifest(scenario, command: options.command).json.indentedText
    }
    let inputs = try InputFault.blamed { try ReplayInputs(scenario) }
    let field = try LockStep(scenario, inputs, keepsVisits: options.logsHops, explains: options.explains)
    let saved = try InputFault.blamed {
      try directory.hasCheckpoint
        ? ReplayState.read(directory.checkpointPath, manifest: manifest) : nil
    }
    if case .whole(let totals, let warning) = saved?.state {
      return Result(summary: try Summary(scenario, totals), warning: warning)
    }
    var session = try ReplaySession(scenario, options, directory, manifest, inputs, field, from: saved)
    var schedule = CheckpointSchedule(everySlots: options.checkpointSlots)
    while session.slots < scenario.slots {
      try await session.advance(report)
      let stops = isInterrupted() && session.slots < scenario.slots
      if stops || schedule.isDue() { try schedule.note { try session.checkpoint() } }
      if stops {
        throw ReplayInterruption(
          slots: session.slots, total: scenario.slots, directory: directory.partialPath)
      }
    }
    return try session.finish()
  }
}

/// A replay that was asked to end before its last slot, and can be gone on with.
package struct ReplayInterruption: Error, Sendable {
  /// Slots done.
  package let slots: Int
  /// Slots in all.
  package let total: Int
  /// Where the checkpoint is.
  package let directory: String
}

/// An error that lies in what the replay reads, so that going on would meet it again.
struct InputFault: Error {
  let error: any Error

  /// What `body` returns; what it throws is blamed on the inputs.
  static func blamed<Value: ~Copyable>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw InputFault(error: error) }
  }
}

extension InputError {
  /// The same error with more advice.
  fileprivate func advising(_ more: String) -> InputError {
    var error = self
    error.advice += (advice.isEmpty ? "" : ". ") + more
    return error
  }
}
