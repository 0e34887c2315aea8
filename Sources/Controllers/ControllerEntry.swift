package import EdgeModel

/// A controller as it stands in the list of controllers.
package struct ControllerEntry: Sendable {
  /// Its name in scenarios and on the command line.
  package let name: String
  /// Whether it is one of the heuristics that DTO-EE is compared with.
  package let isHeuristic: Bool
  /// Whether it is told the true mean rates of the slot to come instead of a forecast: an upper bound, not a policy.
  package var isClairvoyant = false
  /// Whether its decisions may dispatch tasks by queues.
  package var observesQueues = false
  /// The measure of confidence that it exits by, where that is not the scenario's: it then needs a profile of its own.
  package var ownConfidence: String?
  /// What it does, in one line.
  package let summary: String
  /// Where it comes from.
  package let source: String
  /// The settings it starts from.
  package let defaults: ControllerSettings
  /// The `tolerance` that it starts from where one decision is all there is to do, nil for that of `defaults`.
  var toleranceAlone: Double?
  /// Makes one for a network; the flag tells it to record every round in its decisions.
  package let make: @Sendable (Network, CostModel, ControllerSettings, Bool) -> any Controller

  /// Every controller there is, in the order people compare them.
  package static let all = [
    dtoEE, dtoEECurvature, dtoEEGrant, dtoEEExact, dtoEEClearing, optimum, clairvoyant, computingFirst,
    bandwidthFirst, uniform, nearest, selfish, genetic, leastDelay, twoChoices, channelAware, entropyExit,
    predictorExit,
  ]

  /// The one to use, which others are compared with.
  package static let recommended = dtoEEClearing

  /// The settings it starts from where one decision is all there is to do.
  package var settingsAlone: ControllerSettings {
    var settings = defaults
    settings.tolerance = toleranceAlone ?? settings.tolerance
    return settings
  }

  /// What is wrong when a replay gives it the exit profile `profile` as its own, nil being none.
  package func missingProfile(_ profile: String?) -> SettingError? {
    guard let ownConfidence, profile == nil else { return nil }
    return SettingError(
      key: "", found: "'\(name)' without an exit profile of its own",
      expected: "exit_profile: FILE with \(ownConfidence)", advice: "Add the key to its entry in the scenario"
    )
  }

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
