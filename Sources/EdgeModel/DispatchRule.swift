/// How a task that leaves a node finds its receiver: what a decision says beside its plan.
package enum DispatchRule: Sendable, Equatable {
  /// It is drawn by the plan's strategy.
  case byStrategy
  /// It goes where its expected delay is least, by what is known of queues when it leaves.
  case leastDelay(LeastDelay)
}

/// Dispatch by queues: Model section 9.
///
/// The expected delay over an arc is a plain sum, as its sender knows it when the task leaves: what waits on the link
/// and the task itself at the rate in force, propagation, the work at the server, service. The link's queue stands at
/// the sender; what a server has to do is known as it was `informationDelaySeconds` ago.
package struct LeastDelay: Sendable, Equatable, Codable {
  /// Which receivers a task may go to.
  package enum Candidates: String, Sendable, Codable {
    /// All of the node's.
    case all
    /// Two different ones, drawn for each task and hop; the only one where there is no second.
    case twoDrawn
  }

  /// Which receivers a task may go to.
  package var candidates: Candidates
  /// How old the news from servers is, in s; the same in all slots of a run.
  package var informationDelaySeconds: Double
  /// By how much a threshold falls per second that the task would spend on its link, in 1/s; 0 leaves thresholds alone.
  package var thresholdFallPerSecond: Double

  /// A rule; the defaults leave thresholds alone and know everything at once.
  package init(
    candidates: Candidates = .all, informationDelaySeconds: Double = 0, thresholdFallPerSecond: Double = 0
  ) {
    self.candidates = candidates
    self.informationDelaySeconds = informationDelaySeconds
    self.thresholdFallPerSecond = thresholdFallPerSecond
  }
}
