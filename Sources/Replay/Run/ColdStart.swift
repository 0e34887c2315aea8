import Controllers
import EdgeModel

/// What a controller would have decided from nothing, beside what it decided from the slot before.
struct ColdStart: Sendable {
  private let make: @Sendable () -> any Controller

  /// Fresh controllers like the one of `entry`.
  init(_ listed: ControllerEntry, _ entry: Scenario.Entry, network: Network, cost: CostModel) {
    make = { listed.make(network, cost, entry.settings, false) }
  }

  /// A fresh controller's decision on `observation`; nil where `decision` was taken from nothing itself.
  ///
  /// - Complexity: That of a decision.
  func alternative(to decision: Decision, on observation: Observation) -> Decision? {
    guard decision.start != .cold else { return nil }
    var controller = make()
    controller.receive(reward: nil)
    return controller.decide(observation)
  }
}
