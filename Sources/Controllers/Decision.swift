package import EdgeModel

/// What a controller answers with: a plan, how it came about, and how good it believes it to be.
package struct Decision: Sendable {
  /// Where the search began.
  package enum Start: String, Sendable {
    /// From the plan of the slot before.
    case warm
    /// From that plan, changed where links or nodes had gone or come.
    case repaired
    /// From nothing, because there was no plan.
    case cold
    /// From nothing, because the last plan was worse than that.
    case coldFallback = "cold-fallback"
  }

  /// How the search ended.
  package enum Status: String, Sendable {
    /// Nothing more to gain: the stationarity is within the tolerance, or the rule has a closed form.
    case converged
    /// The rounds ran out.
    case roundLimit = "round-limit"
    /// Nothing the search can do gains anything, and the tolerance is not met.
    case stalled
    /// Some node or link is sent more than it can carry.
    case overloaded
  }

  /// The state before the first round, or after one.
  package struct Round: Sendable, Equatable {
    /// The rounds done.
    package var round: Int
    /// J in s.
    package var objectiveSeconds: Double
    /// The certificate, Model (14), in s.
    package var gapSeconds: Double
    /// Model (15), in s.
    package var stationaritySeconds: Double
  }

  /// Where tasks go and when they leave, until the next decision.
  package var plan: OffloadingPlan
  /// How tasks find their receivers until then; where not by the strategy, that is what the plan expects of it.
  package var dispatch: DispatchRule
  /// What the model predicts for the plan under the observed conditions.
  package var predicted: Evaluation
  /// Where the search began.
  package var start: Start
  /// How it ended.
  package var status: Status
  /// Communication rounds.
  package var rounds: Int
  /// Messages and bytes exchanged between neighbours.
  package var traffic: MessageTraffic
  /// Every round, when the controller was told to record it.
  package var history: [Round]
  /// In s, of a game: what the mean delay of the player with most to gain could still fall by if it moved alone.
  package var nashGapSeconds: Double?

  /// A decision; `overloaded` outranks the status that the search ended with.
  package init(
    plan: OffloadingPlan, predicted: Evaluation, start: Start, status: Status, rounds: Int = 0,
    traffic: MessageTraffic = MessageTraffic(), history: [Round] = [],
    dispatch: DispatchRule = .byStrategy, nashGapSeconds: Double? = nil
  ) {
    self.dispatch = dispatch
    self.nashGapSeconds = nashGapSeconds
    self.plan = plan
    self.predicted = predicted
    self.start = start
    self.status =
      predicted.overloadedNodes.isEmpty && predicted.overloadedLinks.isEmpty ? status : .overloaded
    self.rounds = rounds
    self.traffic = traffic
    self.history = history
  }
}
