/// When a checkpoint is due: every so many slots, or, where none is given, by the clock.
///
/// By the clock a run loses half a minute at most, and a twentieth of its time goes into checkpoints at most, however
/// large they are. When they are taken does not show in any file.
struct CheckpointSchedule {
  private let everySlots: Int?
  private var slots = 0
  private var last = ContinuousClock().now
  private var lastCost = Duration.zero

  /// The schedule of `--checkpoint-every`; 0 is never.
  init(everySlots: Int?) { self.everySlots = everySlots }

  /// Counts a slot and says whether a checkpoint is due behind it.
  mutating func isDue() -> Bool {
    slots += 1
    if let everySlots { return everySlots > 0 && slots.isMultiple(of: everySlots) }
    return last.duration(to: ContinuousClock().now) > max(.seconds(30), lastCost * 20)
  }

  /// Takes a checkpoint and notes what it cost.
  mutating func note(_ checkpoint: () throws -> Void) rethrows {
    let begun = ContinuousClock().now
    try checkpoint()
    last = ContinuousClock().now
    lastCost = begun.duration(to: last)
  }
}
