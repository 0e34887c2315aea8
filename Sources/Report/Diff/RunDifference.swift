package import Replay
package import TraceIO

/// Two runs compared: whether they are the same, where they part, and what that came to.
package struct RunDifference {
  /// The first decision at which two logs part.
  package struct Parting: Sendable, Equatable {
    /// The line of the log, from 1.
    package let line: Int
    /// The slot, nil for a record without one.
    package let epoch: Int?
    package let controller: String?
    package let field: FieldDifference
  }

  /// What one controller's outcome differs by, second run minus first.
  package struct Outcome: Sendable {
    package let controller: String
    /// Over the slots in which both runs have completed tasks.
    package let delaySeconds: PairedDifference?
    package let accuracy: PairedDifference?
    package let objectiveSeconds: PairedDifference?
  }

  /// The first difference of the manifests.
  package let manifest: FieldDifference?
  /// The first difference in the `begin` and `end` records of the logs.
  package let frame: FieldDifference?
  /// The first decision at which the logs part.
  package let parting: Parting?
  /// The first difference of the summaries.
  package let summary: FieldDifference?
  /// Per controller that both have, in the order of the first run.
  package let outcomes: [Outcome]

  /// Whether the manifests, the decisions and the summaries are the same.
  package var isSame: Bool { manifest == nil && frame == nil && parting == nil && summary == nil }

  /// Compares the runs in two directories.
  ///
  /// - Complexity: One pass over both decision logs; memory for three numbers per slot and controller.
  package init(_ first: String, _ second: String) throws(InputError) {
    let left = try RunDirectoryReader(first), right = try RunDirectoryReader(second)
    manifest = FieldDifference(left.manifest, right.manifest)
    summary = FieldDifference(left.summary, right.summary)
    var leftLog = try DecisionLogReader(run: left.path), rightLog = try DecisionLogReader(run: right.path)
    var leftSlots = MeasuredSlots(), rightSlots = MeasuredSlots()
    var parting: Parting?, frame: FieldDifference?
    while true {
      let one = try leftLog.next(), other = try rightLog.next()
      if one == nil, other == nil { break }
      if let field = FieldDifference(one, other) {
        let record = one ?? other
        let isDecision = record?["type"]?.string == "decision"
        if isDecision, parting == nil {
          parting = Parting(
            line: leftLog.line, epoch: record?["epoch"]?.number.map { Int($0) },
            controller: record?["controller"]?.string, field: field)
        }
        if !isDecision, frame == nil { frame = field }
      }
      leftSlots.add(one)
      rightSlots.add(other)
    }
    self.parting = parting
    self.frame = frame
    outcomes = left.labels.filter(right.labels.contains).map {
      leftSlots.difference($0, to: rightSlots)
    }
  }
}
