/// How long an offloader has been moving the same way, which is by how much further it goes: Nesterov's method, with a
/// restart like that of O'Donoghue and Candès (*Adaptive restart for accelerated gradient schemes*, 2015), by each node for
/// itself. Needs no message.
///
/// A turn takes a part of it, not all: offloaders that swap receivers in a ring gain little in a round, and the ripple of others
/// would turn one of them, and so hold up all, again and again.
struct Momentum: Sendable {
  private var moves = 0.0

  /// The share of the last move to add to it, below 1.
  var share: Double { moves / (moves + 3) }

  /// Takes in a move; `isTurn` says whether the one before it led too far.
  mutating func note(isTurn: Bool) { moves = isTurn ? (Self.kept * moves).rounded(.down) : moves + 1 }

  /// Begins anew.
  mutating func stop() { moves = 0 }

  /// What a turn leaves.
  private static let kept = 0.9
}
