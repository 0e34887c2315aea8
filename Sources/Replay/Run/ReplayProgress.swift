/// How far a replay has come.
package struct ReplayProgress: Sendable {
  /// Slots done.
  package let slots: Int
  /// Slots in all.
  package let total: Int
  /// Of the slots done, those of earlier processes.
  package let resumedSlots: Int
  /// Tasks that have arrived in this process, at each controller.
  package let tasks: Int
  /// Simulated time since slot 0, in s.
  package let simulatedSeconds: Double
  /// Mean delay in s over the tasks that completed in the last slot, by controller; nil where none did.
  package let delays: [(label: String, meanSeconds: Double?)]
}
