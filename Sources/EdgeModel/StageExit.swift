/// How tasks can leave at a stage.
package enum StageExit: Sendable, Equatable {
  /// Every task goes on.
  case none
  /// Tasks leave when their confidence reaches the node's threshold.
  case thresholds(ExitTable)
  /// The last stage: every task leaves; the share of each class that leaves with a wrong answer.
  case final(error: ClassVector)

  /// The share of each class that goes on at `level`.
  package func survive(at level: Int) -> ClassVector {
    switch self {
    case .none: ClassVector(repeating: 1)
    case .thresholds(let table): table.survive[level]
    case .final: ClassVector.zero
    }
  }

  /// The share of each class that leaves with a wrong answer at `level`.
  package func error(at level: Int) -> ClassVector {
    switch self {
    case .none: ClassVector.zero
    case .thresholds(let table): table.error[level]
    case .final(let error): error
    }
  }

  /// The table, where there is a choice of thresholds.
  package var table: ExitTable? {
    guard case .thresholds(let table) = self else { return nil }
    return table
  }
}
