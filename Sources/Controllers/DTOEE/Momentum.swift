/// How long each of four offloaders has been moving the same way, which is by how much further it goes: Nesterov's method, with a
/// restart like that of O'Donoghue and Candès (*Adaptive restart for accelerated gradient schemes*, 2015), by each node for
/// itself. Needs no message.
///
/// A turn takes a part of it, not all: offloaders that swap receivers in a ring gain little in a round, and the ripple of others
/// would turn one of them, and so hold up all, again and again.
struct Momentum: Sendable {
  private var moves = Row.zero

  /// The share of the last move to add to it, below 1.
  @inline(__always) var share: Row { moves / (moves + 3) }

  /// Takes in a move; `isTurn` says whether the one before it led too far.
  @inline(__always) mutating func note(isTurn: SIMDMask<Row.MaskStorage>) {
    var kept = Self.kept * moves
    for lane in 0..<Row.scalarCount { kept[lane] = Double(Int32(kept[lane])) }  // whole moves
    moves = (moves + 1).replacing(with: kept, where: isTurn)
  }

  /// Begins anew.
  mutating func stop() { moves = .zero }

  /// What a turn leaves.
  private static let kept = 0.9
}
