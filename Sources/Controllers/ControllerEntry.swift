package import EdgeModel

/// A controller as it stands in the list of controllers.
package struct ControllerEntry: Sendable {
  /// Its name in scenarios and on the command line.
  package let name: String
  /// Whether it is one of the heuristics that DTO-EE is compared with.
  package let isHeuristic: Bool
  /// Whether it is told the true mean rates of the slot to come instead of a forecast: an upper bound, not a policy.
  package var isClairvoyant = false
  /// What it does, in one line.
  package let summary: String
  /// Where it comes from.
  package let source: String
  /// The settings it starts from.
  package let defaults: ControllerSettings
  /// Makes one for a network; the flag tells it to record every round in its decisions.
  package let make: @Sendable (Network, CostModel, ControllerSettings, Bool) -> any Controller

  /// Every controller there is, in the order people compare them.
  package static let all = [
    dtoEE, dtoEECurvature, dtoEEExact, dtoEEClearing, optimum, clairvoyant, computingFirst, bandwidthFirst,
    uniform,
  ]

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
