package import Controllers
package import EdgeModel

/// One controller taken through slots that the caller provides, in memory: no run directory, no log.
///
/// What it measures is what a replay with this controller measures, to the last digit.
package struct SoloRun: Sendable {
  private var run: ControllerRun

  /// What the tasks completed in one slot add up to, in whole numbers.
  package struct SlotSums: Sendable, Equatable {
    /// The completed tasks.
    package let sum: DelaySum
    /// Messages exchanged for the slot's decision.
    package let messages: Int
    /// Tasks in the network at the end of the slot.
    package let inFlight: Int
  }

  /// A run of `entry` in the world of `scenario`, whose `kappaSeconds` is also what the controller is told of.
  package init(
    _ entry: Scenario.Entry, scenario: Scenario, network: Network, profile: ExitProfile
  ) throws(SettingError) {
    run = try ControllerRun(
      entry, scenario: scenario, network: network, profile: profile, keepsVisits: false)
  }

  /// Decides and simulates the next slot.
  package mutating func advance(_ slot: ReplayInputs.Slot) -> SlotSums {
    let messages = run.totals.messages, before = run.totals.all
    let outcome = run.advance(slot, threads: 1)
    return SlotSums(
      sum: run.totals.all.minus(before), messages: run.totals.messages - messages,
      inFlight: outcome.inFlight)
  }
}
