package import EdgeModel

/// A policy: observation in, decision out, reward back.
///
/// A controller is asked once per slot, in order. It must be a pure function of its settings and of what it was given
/// so far: no clock, no random numbers but those its seed fixes, no look at the trace.
///
/// | controller | state | work per slot | source |
/// |---|---|---|---|
/// | `dto-ee`, `dto-ee-curvature` | the last plan | O(rounds · arcs) | Model sections 3–5 |
/// | `computing-first`, `bandwidth-first`, `uniform` | none | O(arcs), or O(rounds · arcs) with optimised thresholds | Model section 9 |
package protocol Controller: Sendable {
  /// The plan for the slot that begins now.
  mutating func decide(_ observation: Observation) -> Decision

  /// What the slot before brought: −J as measured over the tasks completed in it, nil when none was. Called before
  /// the next `decide`.
  mutating func receive(reward: Double?)
}

extension Controller {
  package mutating func receive(reward: Double?) {}
}

/// A controller as it stands in the list of controllers.
package struct ControllerEntry: Sendable {
  /// Its name in scenarios and on the command line.
  package let name: String
  /// Whether it is one of the heuristics that DTO-EE is compared with.
  package let isHeuristic: Bool
  /// What it does, in one line.
  package let summary: String
  /// Where it comes from.
  package let source: String
  /// The settings it starts from.
  package let defaults: ControllerSettings
  /// Makes one for a network; the flag tells it to record every round in its decisions.
  package let make: @Sendable (Network, CostModel, ControllerSettings, Bool) -> any Controller

  /// Every controller there is, in the order people compare them.
  package static let all = [dtoEE, dtoEECurvature, computingFirst, bandwidthFirst, uniform]

  /// The controller called `name`.
  ///
  /// - Throws: `SettingError` that suggests the nearest name.
  package static func named(_ name: String) throws(SettingError) -> ControllerEntry {
    guard let entry = all.first(where: { $0.name == name }) else {
      throw SettingError.unknown("controller", name, among: all.map(\.name))
    }
    return entry
  }
}
