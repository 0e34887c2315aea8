/// How long an offloader has been moving the same way, which is by how much further it goes: Nesterov's method, with the
/// restart of O'Donoghue and Candès (*Adaptive restart for accelerated gradient schemes*, 2015), by each node for itself.
/// Needs no message.
struct Momentum: Sendable {
  private var moves = 0.0

  /// The share of the last move to add to it, below 1.
  var share: Double { moves / (moves + 3) }

  /// Takes in a move; `isTurn` says whether the one before it led too far.
  mutating func note(isTurn: Bool) { moves = isTurn ? 0 : moves + 1 }
}
