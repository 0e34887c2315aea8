/// Keeps one node's threshold from going to and fro: every turn back doubles the updates until its next move.
///
/// Neighbouring nodes that answer the same prices would otherwise move together, overshoot together and turn back
/// together. Needs no message.
struct Patience: Sendable {
  private var lastStep = 0
  private var wait = 0
  private var left = 0

  /// Whether the node may move its threshold in this update; counts the update.
  mutating func isOver() -> Bool {
    left = max(0, left - 1)
    return left == 0
  }

  /// Notes a move from one level to another.
  mutating func note(moveFrom old: Int, to new: Int) {
    let step = (new - old).signum()
    if step == -lastStep { wait = max(1, 2 * wait) }
    lastStep = step
    left = wait == 0 ? 0 : wait + 1
  }
}
